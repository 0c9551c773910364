//! A Matroska file of one track (RFC 9559), written as its frames come.
//!
//! Clusters are written whole, and everything before the last one is playable if the program ends without a word. Length
//! and duration stand at the beginning, so they are filled in at the end.

use std::io::{self, Seek, SeekFrom, Write};
use std::time::Duration;

use room_engine::{RecordedCodec, RecordedFrame};
use webm_iterable::errors::TagWriterError;
use webm_iterable::matroska_spec::{Master, MatroskaSpec as Tag, SimpleBlock};
use webm_iterable::{WebmWriter, WriteOptions};

use super::avc;

/// How much a cluster may span: what is lost at most if the program ends without a word.
const CLUSTER_TIME: Duration = Duration::from_secs(2);

/// Bytes of one cluster, about.
const CLUSTER_BYTES: usize = 1024 * 1024;

/// Nanoseconds of one tick of the timestamps: they are in milliseconds.
const TIMESTAMP_SCALE: u64 = 1_000_000;

/// Length of the identifier of a segment; its size in eight bytes follows.
const SEGMENT_ID_BYTES: u64 = 4;
const SIZE_BYTES: u64 = 8;

/// How long sound is decoded before a place that is sought, in nanoseconds (RFC 7845 §4.6).
const OPUS_PREROLL: u64 = 80_000_000;

/// The last frame is shown for as long as the one before it, but no longer than this.
const LAST_FRAME_LIMIT: Duration = Duration::from_millis(100);

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    /// From the first frame to the end of the last.
    pub duration: Duration,
}

pub struct MatroskaFile<W: Write + Seek> {
    writer: WebmWriter<W>,
    segment: u64,
    /// Where the duration stands.
    duration: u64,
    cluster: Option<Cluster>,
    first: Duration,
    last: Duration,
    /// How long the last frame is taken to last.
    last_step: Duration,
}

struct Cluster {
    start: Duration,
    bytes: usize,
    blocks: Vec<Tag>,
}

impl<W: Write + Seek> MatroskaFile<W> {
    /// Begins a file whose first frame is this one, at this time.
    ///
    /// # Errors
    /// If the destination takes no more, or an H.264 picture comes without its parameters.
    pub fn create(destination: W, number: u64, first: &RecordedFrame, at: Duration) -> io::Result<Self> {
        let mut writer = WebmWriter::new(destination);
        write(&mut writer, &ebml_header())?;
        let segment = writer.get_mut().stream_position()?;
        writer
            .write_advanced(&Tag::Segment(Master::Start), WriteOptions::is_unknown_sized_element())
            .map_err(io_error)?;
        write(&mut writer, &info())?;
        // It is the last of what was written.
        let duration = writer.get_mut().stream_position()?.saturating_sub(SIZE_BYTES);
        write(&mut writer, &Tag::Tracks(Master::Full(vec![track(number, first)?])))?;
        Ok(Self { writer, segment, duration, cluster: None, first: at, last: at, last_step: Duration::ZERO })
    }

    /// Adds a frame; the first one, too. Times never go back.
    ///
    /// # Errors
    /// If the destination takes no more.
    pub fn write(&mut self, frame: &RecordedFrame, at: Duration) -> io::Result<()> {
        let is_full = self.cluster.as_ref().is_some_and(|cluster| {
            at.saturating_sub(cluster.start) >= CLUSTER_TIME || cluster.bytes >= CLUSTER_BYTES
        });
        if is_full {
            self.write_cluster()?;
        }
        let cluster = self.cluster.get_or_insert_with(|| Cluster { start: at, bytes: 0, blocks: Vec::new() });
        let relative = milliseconds(at).saturating_sub(milliseconds(cluster.start));
        let relative = i16::try_from(relative).map_err(io::Error::other)?;
        let block =
            SimpleBlock::new_uncheked(&frame.data, 1, relative, false, None, false, frame.is_key_frame);
        cluster.bytes += frame.data.len();
        cluster.blocks.push(block.into());
        self.last_step = at.saturating_sub(self.last).min(LAST_FRAME_LIMIT);
        self.last = at;
        Ok(())
    }

    /// Writes what is left, and how long everything is.
    ///
    /// # Errors
    /// If the destination takes no more. What was written before is playable all the same.
    pub fn finish(mut self) -> io::Result<Summary> {
        self.write_cluster()?;
        let duration = self.last.saturating_sub(self.first) + self.last_step;
        let destination = self.writer.get_mut();
        let bytes = destination.stream_position()?;
        destination.seek(SeekFrom::Start(self.duration))?;
        destination.write_all(&(duration.as_secs_f64() * 1000.0).to_be_bytes())?;
        let content = bytes.saturating_sub(self.segment + SEGMENT_ID_BYTES + SIZE_BYTES);
        destination.seek(SeekFrom::Start(self.segment + SEGMENT_ID_BYTES))?;
        // A marker bit says that the number has eight bytes.
        destination.write_all(&(1 << 56 | content).to_be_bytes())?;
        destination.flush()?;
        Ok(Summary { bytes, duration })
    }

    fn write_cluster(&mut self) -> io::Result<()> {
        let Some(Cluster { start, blocks, .. }) = self.cluster.take() else { return Ok(()) };
        let children = std::iter::once(Tag::Timestamp(milliseconds(start))).chain(blocks).collect();
        write(&mut self.writer, &Tag::Cluster(Master::Full(children)))
    }
}

impl<W: Write + Seek> std::fmt::Debug for MatroskaFile<W> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MatroskaFile").field("last", &self.last).finish_non_exhaustive()
    }
}

fn write<W: Write>(writer: &mut WebmWriter<W>, tag: &Tag) -> io::Result<()> {
    writer.write(tag).map_err(io_error)
}

fn io_error(error: TagWriterError) -> io::Error {
    match error {
        TagWriterError::WriteError { source } => source,
        error => io::Error::other(error),
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn ebml_header() -> Tag {
    Tag::Ebml(Master::Full(vec![
        Tag::EbmlVersion(1),
        Tag::EbmlReadVersion(1),
        Tag::EbmlMaxIdLength(4),
        Tag::EbmlMaxSizeLength(8),
        Tag::DocType("matroska".to_owned()),
        Tag::DocTypeVersion(4),
        Tag::DocTypeReadVersion(2),
    ]))
}

fn info() -> Tag {
    let program = concat!("Ona Ana ", env!("CARGO_PKG_VERSION"));
    Tag::Info(Master::Full(vec![
        Tag::TimestampScale(TIMESTAMP_SCALE),
        Tag::MuxingApp(program.to_owned()),
        Tag::WritingApp(program.to_owned()),
        Tag::Duration(0.0),
    ]))
}

fn track(number: u64, first: &RecordedFrame) -> io::Result<Tag> {
    const VIDEO: u64 = 1;
    const AUDIO: u64 = 2;
    let (kind, codec) = match first.codec {
        RecordedCodec::H264 => (VIDEO, "V_MPEG4/ISO/AVC"),
        RecordedCodec::Opus => (AUDIO, "A_OPUS"),
        RecordedCodec::Vp8 => (VIDEO, "V_VP8"),
    };
    let mut entry = vec![
        Tag::TrackNumber(1),
        // Zero is not allowed.
        Tag::TrackUID(number.max(1)),
        Tag::TrackType(kind),
        Tag::FlagLacing(0),
        Tag::Language("und".to_owned()),
        Tag::CodecID(codec.to_owned()),
    ];
    match first.codec {
        RecordedCodec::Opus => entry.extend([
            Tag::CodecPrivate(OPUS_HEAD.to_vec()),
            Tag::SeekPreRoll(OPUS_PREROLL),
            Tag::Audio(Master::Full(vec![Tag::SamplingFrequency(48_000.0), Tag::Channels(2)])),
        ]),
        RecordedCodec::H264 => {
            let configuration = avc::configuration(&first.data).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, "the first picture has no parameter sets")
            })?;
            entry.push(Tag::CodecPrivate(configuration));
        }
        RecordedCodec::Vp8 => {}
    }
    if let Some((width, height)) = first.dimensions {
        let size = vec![Tag::PixelWidth(width.into()), Tag::PixelHeight(height.into())];
        entry.push(Tag::Video(Master::Full(size)));
    }
    Ok(Tag::TrackEntry(Master::Full(entry)))
}

/// The identification header of stereo at 48 kHz without pre-skip, gain or channel mapping (RFC 7845 §5.1).
const OPUS_HEAD: &[u8; 19] = b"OpusHead\x01\x02\x00\x00\x80\xbb\x00\x00\x00\x00\x00";
