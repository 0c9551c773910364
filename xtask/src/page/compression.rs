//! Compressing a bundle once, so that the backend never has to.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::assets::{is_wasm, is_worth_compressing};
use crate::failure::{Context, Outcome};

/// Bytes of one file, and of what a browser that knows brotli gets of it.
#[derive(Debug)]
pub struct Size {
    file: PathBuf,
    plain: usize,
    sent: usize,
}

/// Writes a `.br` and a `.gz` beside every file that gets smaller by it.
pub fn compress(files: &[PathBuf]) -> Outcome<Vec<Size>> {
    files.iter().map(|file| compress_file(file)).collect()
}

pub fn summary(sizes: &[Size]) -> String {
    let line = |name: &str, sizes: &mut dyn Iterator<Item = &Size>| {
        let (plain, sent) = sizes.fold((0, 0), |(plain, sent), size| (plain + size.plain, sent + size.sent));
        format!("{name} {} kB, {} kB as sent with brotli", plain / 1000, sent / 1000)
    };
    format!(
        "{}; {}.",
        line("WebAssembly:", &mut sizes.iter().filter(|size| is_wasm(&size.file))),
        line("whole page:", &mut sizes.iter())
    )
}

fn compress_file(file: &Path) -> Outcome<Size> {
    let doing = || format!("compress {}", file.display());
    let content = fs::read(file).could_not(doing())?;
    let mut size = Size { file: file.to_path_buf(), plain: content.len(), sent: content.len() };
    if is_worth_compressing(file, content.len()) {
        let brotli = brotli(&content).could_not(doing())?;
        size.sent = size.sent.min(brotli.len());
        for (suffix, compressed) in [(".br", brotli), (".gz", gzip(&content).could_not(doing())?)] {
            if compressed.len() < content.len() {
                fs::write(beside(file, suffix), compressed).could_not(doing())?;
            }
        }
    }
    Ok(size)
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn both_forms_decompress_to_the_original() {
        let content = "two people see and hear each other; ".repeat(200).into_bytes();

        let mut from_brotli = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&content).unwrap().as_slice(), &mut from_brotli).unwrap();
        let mut from_gzip = Vec::new();
        GzDecoder::new(gzip(&content).unwrap().as_slice()).read_to_end(&mut from_gzip).unwrap();

        assert_eq!(from_brotli, content);
        assert_eq!(from_gzip, content);
    }

    #[test]
    fn writes_beside_the_file_and_keeps_it() {
        let folder = std::env::temp_dir().join(format!("xtask-compression-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let large = folder.join("large.js");
        let small = folder.join("small.js");
        fs::write(&large, "a".repeat(4000)).unwrap();
        fs::write(&small, "a").unwrap();

        let sizes = compress(&[large.clone(), small.clone()]).unwrap();

        assert_eq!(fs::read_to_string(&large).unwrap().len(), 4000);
        assert!(folder.join("large.js.br").is_file());
        assert!(folder.join("large.js.gz").is_file());
        assert!(!folder.join("small.js.br").exists());
        assert_eq!(sizes.iter().map(|size| size.plain).sum::<usize>(), 4001);
        fs::remove_dir_all(folder).unwrap();
    }
}
