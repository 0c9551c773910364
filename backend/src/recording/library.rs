//! The folder with the recordings: what is in it, for whoever asks.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use room_engine::RecordingSid;
use thiserror::Error;

use super::metadata::{Metadata, Status};

/// Recordings that a folder may hold, those included of which only the metadata is left.
const CAPACITY: usize = 10_000;

/// A longer file is no metadata of ours.
const LONGEST_METADATA: u64 = 64 * 1024;

/// Where a media file is written to.
pub trait Destination: Write + Seek + Send {}

impl<T: Write + Seek + Send> Destination for T {}

/// Makes the media files.
pub type CreateFile = fn(&Path) -> io::Result<Box<dyn Destination>>;

/// Every recording of one folder.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    create: CreateFile,
    recordings: Mutex<BTreeMap<RecordingSid, Metadata>>,
}

/// Why a recording is not deleted.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DeleteFault {
    #[error("there is no such recording")]
    NotFound,
    #[error("the recording still goes on: stop it first by the room's recording rules")]
    Processing,
    #[error("the recording's file could not be deleted: look at the rights of the folder")]
    Folder,
}

impl Library {
    /// Opens a folder, which is made if it is not there. What a program that ended without a word has left counts as
    /// failed.
    ///
    /// # Errors
    /// If the folder cannot be made, read or written to.
    pub fn open(folder: &Path) -> io::Result<Self> {
        Self::open_with(folder, create_file)
    }

    /// Like [`Self::open`], with files of another make.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(folder: &Path, create: CreateFile) -> io::Result<Self> {
        make_folder(folder)?;
        let probe = folder.join(".writable");
        File::create(&probe)?;
        fs::remove_file(&probe)?;
        let mut recordings = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if recordings.len() < CAPACITY
                && let Some(metadata) = read(&path)
            {
                recordings.insert(metadata.sid, metadata);
            }
        }
        let library = Self { folder: folder.to_owned(), create, recordings: Mutex::new(recordings) };
        for metadata in library.all() {
            if metadata.status == Status::Processing {
                library.recover(metadata);
            }
        }
        Ok(library)
    }

    /// Every recording, the latest first.
    pub fn all(&self) -> Vec<Metadata> {
        let mut all: Vec<Metadata> = self.lock().values().cloned().collect();
        all.sort_by_key(|metadata| (std::cmp::Reverse(metadata.created_at), metadata.sid));
        all
    }

    pub fn get(&self, sid: RecordingSid) -> Option<Metadata> {
        self.lock().get(&sid).cloned()
    }

    /// Where the media lies; `None` if there is none.
    pub fn media(&self, sid: RecordingSid) -> Option<PathBuf> {
        let metadata = self.get(sid)?;
        let has_media = metadata.status != Status::Deleted;
        has_media.then(|| self.folder.join(metadata.file_name())).filter(|path| path.is_file())
    }

    /// Removes the media of a recording. Its metadata stays, as deleted.
    ///
    /// # Errors
    /// If there is no such recording, or its media is there still.
    pub fn delete(&self, sid: RecordingSid) -> Result<(), DeleteFault> {
        let metadata = self.get(sid).ok_or(DeleteFault::NotFound)?;
        match metadata.status {
            Status::Processing => return Err(DeleteFault::Processing),
            Status::Deleted => return Ok(()),
            Status::Completed | Status::Failed => {}
        }
        match fs::remove_file(self.folder.join(metadata.file_name())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(recording = %sid, %error, "a recording could not be deleted");
                return Err(DeleteFault::Folder);
            }
            _ => {}
        }
        self.set(Metadata { status: Status::Deleted, ..metadata }).map_err(|_| DeleteFault::Folder)
    }

    /// Makes the media file of a new recording.
    pub(super) fn create(&self, metadata: &Metadata) -> io::Result<Box<dyn Destination>> {
        self.make_room()?;
        self.set(metadata.clone())?;
        (self.create)(&self.folder.join(metadata.file_name()))
    }

    /// Replaces what is known of a recording. It is known here even if it cannot be written down.
    pub(super) fn set(&self, metadata: Metadata) -> io::Result<()> {
        let text = serde_json::to_vec(&metadata)?;
        let path = self.path(metadata.sid);
        self.lock().insert(metadata.sid, metadata);
        // Never half a file, whatever happens.
        let draft = path.with_extension("draft");
        fs::write(&draft, text)?;
        fs::rename(&draft, &path)
    }

    /// Forgets the oldest recording without media if there is no place for another.
    fn make_room(&self) -> io::Result<()> {
        let mut recordings = self.lock();
        if recordings.len() < CAPACITY {
            return Ok(());
        }
        let deleted = recordings.values().filter(|metadata| metadata.status == Status::Deleted);
        let oldest = deleted.min_by_key(|metadata| metadata.created_at).map(|metadata| metadata.sid);
        let Some(sid) = oldest else {
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, "the folder holds too many recordings"));
        };
        recordings.remove(&sid);
        fs::remove_file(self.path(sid))
    }

    fn recover(&self, mut metadata: Metadata) {
        metadata.status = Status::Failed;
        metadata.size = self.size_of(&metadata);
        if let Err(error) = self.set(metadata) {
            tracing::warn!(%error, "the folder of the recordings cannot be written to");
        }
    }

    /// Bytes of the media file.
    pub(super) fn size_of(&self, metadata: &Metadata) -> u64 {
        fs::metadata(self.folder.join(metadata.file_name())).map_or(0, |file| file.len())
    }

    fn path(&self, sid: RecordingSid) -> PathBuf {
        self.folder.join(format!("{sid}.json"))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<RecordingSid, Metadata>> {
        self.recordings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Metadata whose file has its name.
fn read(path: &Path) -> Option<Metadata> {
    let sid = RecordingSid::parse(path.file_name()?.to_str()?.strip_suffix(".json")?)?;
    let is_short = fs::metadata(path).is_ok_and(|file| file.len() <= LONGEST_METADATA);
    let text = is_short.then(|| fs::read(path).ok()).flatten()?;
    let metadata = serde_json::from_slice(&text).ok().filter(|metadata: &Metadata| metadata.sid == sid);
    if metadata.is_none() {
        tracing::warn!(recording = %sid, "the metadata of a recording cannot be read");
    }
    metadata
}

/// A new file that only its owner reads.
fn create_file(path: &Path) -> io::Result<Box<dyn Destination>> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(Box::new(options.open(path)?))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
