//! Packets in a stream: each behind its length (RFC 4571).

use thiserror::Error;

/// The longest packet that is taken. Browsers keep DTLS, SRTP and STUN below the usual 1500 bytes.
const PACKET_BYTES_LIMIT: usize = 4096;

const LENGTH_BYTES: usize = 2;

/// Why a stream cannot be read on.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FramingFault {
    #[error("a packet is longer than {PACKET_BYTES_LIMIT} bytes")]
    TooLong,
}

/// Cuts a stream into packets.
#[derive(Debug, Default)]
pub struct PacketReader {
    received: Vec<u8>,
}

impl PacketReader {
    pub fn push(&mut self, bytes: &[u8]) {
        self.received.extend_from_slice(bytes);
    }

    /// The next whole packet. Empty ones, which only keep the connection open, are skipped.
    ///
    /// # Errors
    /// If the stream holds a packet that is too long. It cannot be read any further.
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, FramingFault> {
        loop {
            let Some((length, rest)) = self.received.split_first_chunk::<LENGTH_BYTES>() else {
                return Ok(None);
            };
            let length = usize::from(u16::from_be_bytes(*length));
            if length > PACKET_BYTES_LIMIT {
                return Err(FramingFault::TooLong);
            }
            let Some(packet) = rest.get(..length).map(<[u8]>::to_vec) else { return Ok(None) };
            self.received.drain(..LENGTH_BYTES + length);
            if !packet.is_empty() {
                return Ok(Some(packet));
            }
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
        let packets: [&[u8]; 3] = [b"one", &[7; 1200], b"three"];
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
    fn empty_packets_are_skipped() {
        let mut reader = PacketReader::default();
        reader.push(&[0, 0, 0, 0, 0, 1, 9]);
        assert_eq!(reader.next(), Ok(Some(vec![9])));
        assert_eq!(reader.next(), Ok(None));
    }
}
