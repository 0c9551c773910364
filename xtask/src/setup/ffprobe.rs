//! The program that reads recordings in the tests, as any player would.

use std::env;
use std::path::PathBuf;

use super::{debian, say};
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// Its absolute path.
pub fn ensure(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(ffprobe) = find() {
        return Ok(ffprobe);
    }
    if debian::can_install(workspace) {
        say("Installing FFmpeg, whose ffprobe reads recordings in the tests (apt-get)");
        debian::install(workspace, &["ffmpeg"])?;
        if let Some(ffprobe) = find() {
            return Ok(ffprobe);
        }
    }
    Err(Failure::new(
        "ffprobe is missing; it reads recordings in the tests. Install FFmpeg (Debian, Ubuntu: `apt-get install ffmpeg`; \
         macOS: `brew install ffmpeg`), or name it with FFPROBE",
    ))
}

fn find() -> Option<PathBuf> {
    let named = env::var_os("FFPROBE").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| process::on_path(&["ffprobe"]))
}
