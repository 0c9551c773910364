//! Packets in a stream: media's each behind its length (RFC 4571), TURN's one after the other (RFC 8656 §3.1).

use thiserror::Error;

/// The longest packet that is taken. Browsers keep DTLS, SRTP and STUN below the usual 1500 bytes.
const PACKET_BYTES_LIMIT: usize = 4096;

const LENGTH_BYTES: usize = 2;

/// Why a stream cannot be read on.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FramingFault {
    #[error("a packet is longer than {PACKET_BYTES_LIMIT} bytes")]
    TooLong,
    #[error("something else stands where a TURN message should begin")]
    NotTurn,
}

/// What a stream carries, which its first two bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    Media,
    Turn,
}

/// Cuts a stream into packets.
#[derive(Debug, Default)]
pub struct PacketReader {
    received: Vec<u8>,
    framing: Option<Framing>,
}

impl PacketReader {
    pub fn push(&mut self, bytes: &[u8]) {
        self.received.extend_from_slice(bytes);
    }

    /// `None` until the first packet is there.
    pub fn framing(&self) -> Option<Framing> {
        self.framing
    }

    /// The next whole packet. Empty ones, which only keep the connection open, are skipped.
    ///
    /// # Errors
    /// If the stream holds something that is no packet or too long. It cannot be read any further.
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, FramingFault> {
        /// What an allocation begins with. As a length it would be that of a packet which is no connectivity check.
        const ALLOCATE_REQUEST: [u8; 2] = [0, 3];
        loop {
            let Some(start) = self.received.first_chunk::<LENGTH_BYTES>() else { return Ok(None) };
            let is_turn = *start == ALLOCATE_REQUEST;
            let framing = *self.framing.get_or_insert(if is_turn { Framing::Turn } else { Framing::Media });
            let (header, length) = match framing {
                Framing::Media => (LENGTH_BYTES, usize::from(u16::from_be_bytes(*start))),
                Framing::Turn => match self.turn_length()? {
                    Some(length) => (0, length),
                    None => return Ok(None),
                },
            };
            if length > PACKET_BYTES_LIMIT {
                return Err(FramingFault::TooLong);
            }
            let Some(packet) = self.received.get(header..header + length).map(<[u8]>::to_vec) else {
                return Ok(None);
            };
            self.received.drain(..header + length);
            if !packet.is_empty() {
                return Ok(Some(packet));
            }
        }
    }

    /// The length of the TURN message that comes next, as its header tells it.
    fn turn_length(&self) -> Result<Option<usize>, FramingFault> {
        const STUN_HEADER_BYTES: usize = 20;
        const CHANNEL_HEADER_BYTES: usize = 4;
        let Some([kind, _, high, low]) = self.received.first_chunk() else { return Ok(None) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match kind {
            0..=3 => Ok(Some(STUN_HEADER_BYTES + length)),
            0x40..=0x4f => Ok(Some((CHANNEL_HEADER_BYTES + length).next_multiple_of(4))),
            _ => Err(FramingFault::NotTurn),
        }
    }
}

/// A packet behind its length; `None` if no length can say it.
pub fn framed(packet: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(packet.len()).ok()?;
    Some([&length.to_be_bytes(), packet].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_survive_every_cut_of_the_stream() {
        let packets: [&[u8]; 3] = [b"first", &[7; 1200], b"third"];
        let stream: Vec<u8> = packets.iter().flat_map(|packet| framed(packet).unwrap()).collect();
        for size in [1, 2, 3, 5, 1000, stream.len()] {
            let mut reader = PacketReader::default();
            let mut read = Vec::new();
            for chunk in stream.chunks(size) {
                reader.push(chunk);
                while let Some(packet) = reader.next().unwrap() {
                    read.push(packet);
                }
            }
            assert_eq!(read, packets, "{size}");
            assert!(reader.received.is_empty());
        }
    }

    #[test]
    fn a_packet_that_is_too_long_is_refused_before_it_is_there() {
        let mut reader = PacketReader::default();
        reader.push(&[0x10, 0x00]);
        assert_eq!(reader.next(), Ok(None));
        let mut reader = PacketReader::default();
        reader.push(&[0x10, 0x01]);
        assert_eq!(reader.next(), Err(FramingFault::TooLong));
    }

    #[test]
    fn turn_messages_are_told_from_media_and_cut_by_their_own_lengths() {
        let allocate: Vec<u8> = [&[0, 3, 0, 4], &[7; 20][..]].concat();
        let channel_data = [0x40, 0, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0];
        let mut reader = PacketReader::default();
        let mut read = Vec::new();
        for byte in allocate.iter().chain(&channel_data).chain(&channel_data) {
            reader.push(&[*byte]);
            read.extend(reader.next().unwrap());
        }
        assert_eq!(read, [&allocate[..], &channel_data, &channel_data]);
        assert_eq!(reader.framing(), Some(Framing::Turn));
        reader.push(&[0x80, 0, 0, 0]);
        assert_eq!(reader.next(), Err(FramingFault::NotTurn));
    }

    #[test]
    fn empty_packets_are_skipped() {
        let mut reader = PacketReader::default();
        reader.push(&[0, 0, 0, 0, 0, 1, 9]);
        assert_eq!(reader.next(), Ok(Some(vec![9])));
        assert_eq!(reader.next(), Ok(None));
    }
}
