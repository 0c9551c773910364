use std::fs;
use std::io::{self, Cursor, SeekFrom};
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use matroska_demuxer::{Frame, MatroskaFile as Reader, TrackType};
use room_engine::{
    ParticipantSid, ParticipantSnapshot, ParticipantState, RecordedCodec, RecordedFrame, RecordingOutput,
    RecordingSid, RoomSettings, RoomSid, RoomSnapshot, TrackKind, TrackPriority, TrackSid, TrackSnapshot,
};
use tempfile::TempDir;

use super::library::Destination;
use super::metadata::Media;
use super::*;

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn frame(number: u8, codec: RecordedCodec, at: Instant, is_key_frame: bool) -> RecordedFrame {
    RecordedFrame {
        recording: RecordingSid::from([number; 16]),
        codec,
        at,
        is_key_frame,
        dimensions: (is_key_frame && codec != RecordedCodec::Opus).then_some((640, 360)),
        data: vec![7; 100],
    }
}

/// A camera that is recorded in a room named `standup`.
pub fn track(number: u8, epoch: Instant) -> RecordedTrack {
    let (room, participant, track) =
        (RoomSid::from([0; 16]), ParticipantSid::from([2; 16]), TrackSid::from([number; 16]));
    let track = TrackSnapshot {
        sid: track,
        publisher: participant,
        name: "camera".to_owned(),
        kind: TrackKind::Video,
        enabled: true,
        priority: TrackPriority::Standard,
        published_at: epoch,
        updated_at: epoch,
    };
    RecordedTrack {
        recording: RecordingSid::from([number; 16]),
        room: RoomSnapshot {
            sid: room,
            unique_name: "standup".to_owned(),
            settings: RoomSettings::default(),
            created_at: epoch,
            ended_at: None,
            participants: 1,
            is_recording: true,
        },
        participant: ParticipantSnapshot {
            sid: participant,
            room,
            identity: "amina".to_owned(),
            state: ParticipantState::Connected,
            joined_at: epoch,
            updated_at: epoch,
            left_at: None,
            tracks: vec![track.clone()],
        },
        track,
    }
}

/// A folder, the thread that writes to it, and what it tells.
struct Scene {
    folder: TempDir,
    library: Arc<Library>,
    sink: RecordingSink,
    thread: JoinHandle<()>,
    epoch: Instant,
    events: Arc<Mutex<Vec<String>>>,
    told: Arc<Mutex<Vec<RecordingSid>>>,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        Self::with(folder, library)
    }

    fn with(folder: TempDir, library: Library) -> Self {
        let library = Arc::new(library);
        let (mut sinks, inbox) = queue::new(1);
        let (events, told) =
            (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<Vec<RecordingSid>>>::default());
        let (own_events, own_told) = (Arc::clone(&events), Arc::clone(&told));
        let writer = Writer {
            library: Arc::clone(&library),
            clock: Clock::start(),
            tell_worker: Box::new(move |track| {
                own_told.lock().unwrap().push(track.recording);
                true
            }),
            tell_event: Box::new(move |_, event| {
                let text = match event {
                    RecordingEvent::Started(_) => "started".to_owned(),
                    RecordingEvent::Completed(metadata) => format!("completed {} ms", metadata.duration),
                    RecordingEvent::Failed(_, operation) => format!("failed {}", operation.name()),
                };
                own_events.lock().unwrap().push(text);
            }),
        };
        let thread = std::thread::spawn(move || writer.run(&inbox));
        let sink = sinks.pop().unwrap();
        Self { folder, library, sink, thread, epoch: Instant::now(), events, told }
    }

    fn start(&mut self, number: u8) {
        let started = RecordingOutput::Started(Box::new(track(number, self.epoch)));
        assert_eq!(self.sink.send(started), None);
    }

    fn write(&mut self, number: u8, codec: RecordedCodec, at: Duration, is_key_frame: bool) {
        let frame = frame(number, codec, self.epoch + at, is_key_frame);
        assert_eq!(self.sink.send(RecordingOutput::Frame(frame)), None);
    }

    fn end(&mut self, number: u8) {
        let recording = RecordingSid::from([number; 16]);
        self.sink.send(RecordingOutput::Ended { recording, fault: None });
    }

    /// Everything is written. What remains is the folder and what was told.
    fn finish(self) -> (TempDir, Arc<Library>, Vec<String>, Vec<RecordingSid>) {
        drop(self.sink);
        self.thread.join().unwrap();
        let (events, told) = (self.events.lock().unwrap().clone(), self.told.lock().unwrap().clone());
        (self.folder, self.library, events, told)
    }
}

#[test]
fn sound_is_read_back_with_its_gaps() {
    let mut scene = Scene::new();
    scene.start(1);
    for number in (0..50).chain(2_000..2_050) {
        scene.write(1, RecordedCodec::Opus, ms(1_500 + number * 20), true);
    }
    scene.end(1);
    let (_folder, library, events, _) = scene.finish();
    assert_eq!(events, ["started", "completed 41000 ms"]);

    let metadata = library.all().remove(0);
    assert_eq!(
        (metadata.status, metadata.media, metadata.duration),
        (Status::Completed, Media::Opus, 41_000)
    );
    let path = library.media(metadata.sid).unwrap();
    assert_eq!(path.extension().unwrap(), "mka");
    let bytes = fs::read(path).unwrap();
    assert_eq!(metadata.size, bytes.len() as u64);
    let mut reader = Reader::open(Cursor::new(bytes)).unwrap();
    assert_eq!(reader.info().duration(), Some(41_000.0));
    let track = &reader.tracks()[0];
    assert_eq!((track.track_type(), track.codec_id()), (TrackType::Audio, "A_OPUS"));
    assert_eq!(track.codec_private().unwrap().len(), 19);
    let times = times(&mut reader);
    assert_eq!(times.len(), 100);
    assert_eq!((times[0], times[49], times[50], times[99]), (1_500, 2_480, 41_500, 42_480));
}

#[test]
fn pictures_are_read_back_with_their_key_frames() {
    let mut scene = Scene::new();
    scene.start(1);
    for number in 0..100 {
        scene.write(1, RecordedCodec::Vp8, ms(number * 33), number % 30 == 0);
    }
    scene.end(1);
    let (_folder, library, ..) = scene.finish();
    let path = library.media(RecordingSid::from([1; 16])).unwrap();
    assert_eq!(path.extension().unwrap(), "mkv");
    let mut reader = Reader::open(Cursor::new(fs::read(path).unwrap())).unwrap();
    let track = &reader.tracks()[0];
    assert_eq!((track.track_type(), track.codec_id()), (TrackType::Video, "V_VP8"));
    let video = track.video().unwrap();
    assert_eq!((video.pixel_width().get(), video.pixel_height().get()), (640, 360));
    let mut frame = Frame::default();
    let mut keys = Vec::new();
    while reader.next_frame(&mut frame).unwrap() {
        assert_eq!(frame.data, [7; 100]);
        if frame.is_keyframe == Some(true) {
            keys.push(frame.timestamp);
        }
    }
    assert_eq!(keys, [0, 990, 1_980, 2_970]);
}

#[test]
fn a_picture_of_h264_brings_its_parameters_into_the_header() {
    let mut scene = Scene::new();
    scene.start(1);
    let mut first = frame(1, RecordedCodec::H264, scene.epoch, true);
    first.data = [&[0, 0, 0, 5, 0x67, 0x42, 0xC0, 0x1F, 9][..], &[0, 0, 0, 2, 0x68, 3]].concat();
    scene.sink.send(RecordingOutput::Frame(first));
    scene.end(1);
    let (_folder, library, events, _) = scene.finish();
    assert_eq!(events, ["started", "completed 0 ms"]);
    let path = library.media(RecordingSid::from([1; 16])).unwrap();
    let reader = Reader::open(Cursor::new(fs::read(path).unwrap())).unwrap();
    assert_eq!(reader.tracks()[0].codec_id(), "V_MPEG4/ISO/AVC");
    assert_eq!(reader.tracks()[0].codec_private().unwrap()[..4], [1, 0x42, 0xC0, 0x1F]);
}

#[test]
fn recordings_outlive_the_program_and_an_interrupted_one_has_failed() {
    let mut scene = Scene::new();
    for number in [1, 2] {
        scene.start(number);
        scene.write(number, RecordedCodec::Opus, ms(0), true);
    }
    scene.end(1);
    let (folder, library, ..) = scene.finish();
    let interrupted = Metadata { status: Status::Processing, ..library.all().remove(1) };
    library.set(interrupted.clone()).unwrap();
    fs::write(folder.path().join("RT.json"), "{").unwrap();
    fs::write(folder.path().join(format!("{}.json", RecordingSid::from([9; 16]))), "{").unwrap();

    let library = Library::open(folder.path()).unwrap();
    let mut known: Vec<_> = library.all().iter().map(|metadata| (metadata.sid, metadata.status)).collect();
    known.sort_by_key(|(_, status)| *status == Status::Failed);
    assert_eq!(
        known.iter().map(|(_, status)| *status).collect::<Vec<_>>(),
        [Status::Completed, Status::Failed]
    );
    assert_eq!(known[1].0, interrupted.sid);
    assert!(library.media(interrupted.sid).is_some(), "what was written can be had");
}

#[test]
fn what_is_deleted_is_known_still_but_not_to_be_had() {
    let mut scene = Scene::new();
    scene.start(1);
    scene.write(1, RecordedCodec::Opus, ms(0), true);
    scene.end(1);
    let (folder, library, ..) = scene.finish();
    let sid = RecordingSid::from([1; 16]);
    let path = library.media(sid).unwrap();
    assert_eq!(library.delete(sid), Ok(()));
    assert!(!path.exists());
    for library in [&*library, &Library::open(folder.path()).unwrap()] {
        assert_eq!(library.get(sid).unwrap().status, Status::Deleted);
        assert_eq!(library.media(sid), None);
        assert_eq!(library.delete(sid), Ok(()), "again");
    }
    assert_eq!(library.delete(RecordingSid::from([3; 16])), Err(DeleteFault::NotFound));
}

/// A disk that has room for the beginning of a file.
struct SmallDisk(Cursor<Vec<u8>>);

impl Write for SmallDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = 5_000_usize.saturating_sub(self.0.get_ref().len());
        if room < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { self.0.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for SmallDisk {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.0.seek(position)
    }
}

fn on_small_disk(_: &Path) -> io::Result<Box<dyn Destination>> {
    Ok(Box::new(SmallDisk(Cursor::default())))
}

fn on_full_disk(_: &Path) -> io::Result<Box<dyn Destination>> {
    Err(io::ErrorKind::StorageFull.into())
}

#[test]
fn a_full_disk_fails_the_recording_and_tells_the_room() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_with(folder.path(), on_small_disk).unwrap();
    let mut scene = Scene::with(folder, library);
    scene.start(1);
    for number in 0..400 {
        scene.write(1, RecordedCodec::Opus, ms(number * 20), true);
    }
    scene.end(1);
    let (_folder, library, events, told) = scene.finish();
    assert_eq!(events, ["started", "failed RecordingComplete"]);
    assert_eq!(told, [RecordingSid::from([1; 16])]);
    assert_eq!(library.all()[0].status, Status::Failed);
}

#[test]
fn a_file_that_cannot_be_made_fails_the_recording_at_its_start() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_with(folder.path(), on_full_disk).unwrap();
    let mut scene = Scene::with(folder, library);
    scene.start(1);
    scene.write(1, RecordedCodec::Opus, ms(0), true);
    let (_folder, library, events, told) = scene.finish();
    assert_eq!(events, ["failed RecordingStart"]);
    assert_eq!(told, [RecordingSid::from([1; 16])]);
    assert_eq!(library.all()[0].status, Status::Failed);
}

#[test]
fn a_disk_that_stands_still_loses_recordings_and_holds_nobody_up() {
    let (mut sinks, inbox) = queue::new(1);
    let mut sink = sinks.pop().unwrap();
    let epoch = Instant::now();
    for number in [1, 2] {
        assert_eq!(sink.send(RecordingOutput::Started(Box::new(track(number, epoch)))), None);
    }
    let mut large = frame(1, RecordedCodec::Vp8, epoch, true);
    large.data = vec![0; 1024 * 1024];
    let failed =
        std::iter::repeat_with(|| sink.send(RecordingOutput::Frame(large.clone()))).take(100).flatten();
    let first = (RoomSid::from([0; 16]), RecordingSid::from([1; 16]));
    assert_eq!(failed.collect::<Vec<_>>(), [first], "it is told once");
    assert!(inbox.queue.len() < 70);

    // What was written makes room again, for the recordings that still go on.
    for message in inbox.queue.try_iter() {
        inbox.release(&message);
    }
    assert_eq!(sink.send(RecordingOutput::Frame(frame(2, RecordedCodec::Opus, epoch, true))), None);
    assert_eq!(inbox.queue.len(), 1);
}

#[test]
fn no_more_files_are_open_than_a_system_allows() {
    let (mut sinks, inbox) = queue::new(2);
    let epoch = Instant::now();
    let mut start = |number: u16| {
        let mut bytes = [0; 16];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        let track = RecordedTrack { recording: RecordingSid::from(bytes), ..track(1, epoch) };
        sinks[usize::from(number % 2)].send(RecordingOutput::Started(Box::new(track)))
    };
    assert_eq!((0..501).filter_map(&mut start).count(), 1);
    sinks.iter_mut().for_each(RecordingSink::end_all);
    assert_eq!(inbox.queue.len(), 501 + 500);
}

fn times(reader: &mut Reader<Cursor<Vec<u8>>>) -> Vec<u64> {
    let mut frame = Frame::default();
    let mut times = Vec::new();
    while reader.next_frame(&mut frame).unwrap() {
        times.push(frame.timestamp);
    }
    times
}
