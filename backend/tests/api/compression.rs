use crate::helpers::TestApp;

const NAME: &str = "frontend-0123456789abcdef_bg.wasm";

async fn app() -> TestApp {
    let app = TestApp::spawn().await;
    app.write_page(NAME, "plain");
    app.write_page(&format!("{NAME}.br"), "brotli");
    app.write_page(&format!("{NAME}.gz"), "gzip");
    app
}

#[actix_web::test]
async fn the_best_encoding_that_the_browser_takes_is_sent() {
    let app = app().await;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzip"),
        ("BR", "br", "brotli"),
        ("identity", "", "plain"),
        ("", "", "plain"),
    ] {
        let answer = app.get_with(&format!("/{NAME}"), &[("accept-encoding", accepted)]).await;
        assert_eq!((answer.header("content-encoding"), answer.text()), (encoding, body), "{accepted}");
        assert_eq!(answer.header("content-type"), "application/wasm");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
}

#[actix_web::test]
async fn a_file_without_variants_is_sent_as_it_is() {
    let app = app().await;
    let answer = app.get_with("/", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(answer.header("content-encoding"), "");
    assert_eq!(answer.header("vary"), "Accept-Encoding");
}
