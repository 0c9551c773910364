//! The page's bundle, as Trunk builds it, read from disk at each request: a new build needs no restart.

use std::path::{Component, Path, PathBuf};

use actix_files::NamedFile;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, ContentEncoding, ContentType, HeaderMap, HeaderValue, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, Responder};
use shared::ErrorCode;

use super::Refusal;
use crate::state::State;

const INDEX: &str = "index.html";
const NOT_BUILT: &str = "The page has not been built: run `cargo xtask run` (or `trunk build`) in the project's \
                         folder, then reload.\n";

/// The page itself: its router shows what the address asks for.
pub async fn index(request: HttpRequest, state: Data<State>) -> HttpResponse {
    app(&request, &state, StatusCode::OK)
}

/// A file of the bundle. Addresses that look like files and are none give 404; all others give the page with status
/// 404, so that a mistyped link shows the page's own words.
pub async fn other(request: HttpRequest, state: Data<State>) -> HttpResponse {
    let refuse = || Refusal(ErrorCode::NotFound).respond_to(&request);
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return refuse();
    }
    if request.path().ends_with('/') {
        return app(&request, &state, StatusCode::NOT_FOUND);
    }
    let Some(path) = relative(request.path()) else {
        return refuse();
    };
    match file(&request, &state.page_directory.join(&path), cache_control(&path)) {
        Some(response) => response,
        None if path.extension().is_some() => refuse(),
        None => app(&request, &state, StatusCode::NOT_FOUND),
    }
}

fn app(request: &HttpRequest, state: &State, status: StatusCode) -> HttpResponse {
    let Some(mut response) = file(request, &state.page_directory.join(INDEX), NO_CACHE) else {
        return HttpResponse::ServiceUnavailable()
            .insert_header((CACHE_CONTROL, "no-store"))
            .content_type(ContentType::plaintext())
            .body(NOT_BUILT);
    };
    if status != StatusCode::OK && response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// The path below the bundle's folder; `None` for one that would leave it or names something hidden.
fn relative(path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/')?;
    let plain = |component: &Component<'_>| match component {
        Component::Normal(name) => {
            name.to_str().is_some_and(|name| !name.starts_with('.') && !name.contains(['\\', '\0']))
        }
        _ => false,
    };
    // `Path` folds `a//b` and `a/./b`: only paths that say what they are go through.
    let folded = path.split('/').any(|segment| segment.is_empty() || segment == ".");
    (!folded && Path::new(path).components().all(|component| plain(&component))).then(|| PathBuf::from(path))
}

fn file(request: &HttpRequest, path: &Path, cache_control: &'static str) -> Option<HttpResponse> {
    if !path.is_file() {
        return None;
    }
    let accepted = accepted_encodings(request.headers());
    let compressed = accepted.into_iter().find_map(|(encoding, extension)| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        Some((encoding, NamedFile::open(name).ok()?))
    });
    let file = match compressed {
        Some((encoding, file)) => {
            let content_type = actix_files::file_extension_to_mime(path.extension()?.to_str()?);
            file.set_content_type(content_type).set_content_encoding(encoding)
        }
        None => NamedFile::open(path).ok()?,
    };
    let mut response = file.disable_content_disposition().into_response(request);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache_control));
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    Some(response)
}

/// The encodings that may lie beside a file and that the browser takes, best first.
fn accepted_encodings(headers: &HeaderMap) -> Vec<(ContentEncoding, &'static str)> {
    let header = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |encoding: &str| {
        header.split(',').any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let refused = parts.any(|part| {
                part.strip_prefix("q=")
                    .and_then(|quality| quality.parse().ok())
                    .is_some_and(|quality: f32| quality <= 0.0)
            });
            named && !refused
        })
    };
    [("br", ContentEncoding::Brotli, ".br"), ("gzip", ContentEncoding::Gzip, ".gz")]
        .into_iter()
        .filter(|(name, _, _)| accepts(name))
        .map(|(_, encoding, extension)| (encoding, extension))
        .collect()
}

const NO_CACHE: &str = "no-cache";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Trunk writes a hash of the contents into the names of the files it bundles, and `index.html` a version into those of
/// folders with libraries; those never change.
fn cache_control(path: &Path) -> &'static str {
    if has_version(path) {
        return IMMUTABLE;
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let stem = stem.strip_suffix(".min").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    // What is made of one file has its name, and an ending of its own.
    let hash = hash.split_once('_').map_or(hash, |(hash, _)| hash);
    let is_hash = hash.len() >= 14 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_hash { IMMUTABLE } else { NO_CACHE }
}

/// Whether the file's folder is named as `library-1.2.3`.
fn has_version(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let version = folder.rsplit_once('-').map(|(_, version)| version).unwrap_or_default();
    version.split('.').count() == 3 && version.split('.').all(|number| number.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_or_a_version_never_change() {
        for name in [
            "video-processors-3.2.0/model.tflite",
            "frontend-0123456789abcdef.js",
            "frontend-0123456789abcdef_bg.wasm",
            "frontend-0123456789abcdef_split_call.wasm",
            "styles-fedcba9876543210.css",
            "twilio-video.min-0123456789abcdef.js",
        ] {
            assert_eq!(cache_control(Path::new(name)), IMMUTABLE, "{name}");
        }
        for name in [
            "boot.js",
            "index.html",
            "twilio-video.js",
            "a-bcd.js",
            "room-with-a-view.svg",
            "backgrounds/dusk.svg",
            "a-1.2/b.js",
        ] {
            assert_eq!(cache_control(Path::new(name)), NO_CACHE, "{name}");
        }
    }

    #[test]
    fn no_path_leaves_the_folder_or_shows_hidden_files() {
        for path in [
            "/../secret",
            "/a/../../b",
            "/.env",
            "/a/.git/config",
            "//etc/passwd",
            "/a//b",
            "/a\\..\\b",
            "/a/./b",
        ] {
            assert_eq!(relative(path), relative("/"), "{path}");
        }
        assert_eq!(relative("/"), None);
        assert_eq!(relative("/a/b.css"), Some(PathBuf::from("a/b.css")));
    }
}
