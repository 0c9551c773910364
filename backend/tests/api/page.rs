use crate::helpers::TestApp;

const INDEX: &str = "<!doctype html><title>Ona Ana</title>";

#[actix_web::test]
async fn every_page_of_the_app_is_the_same_document() {
    let app = TestApp::spawn().await;
    for path in ["/", "/home", "/room/My%20Room", "/room/a.b", "/room/a%2Fb", "/room/%F0%9F%A6%80"] {
        let answer = app.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, INDEX), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
}

#[actix_web::test]
async fn a_mistyped_page_shows_the_app_and_is_not_found() {
    let app = TestApp::spawn().await;
    for path in ["/rooms", "/room/", "/a/b/c"] {
        let answer = app.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (404, INDEX), "{path}");
    }
}

#[actix_web::test]
async fn an_unknown_asset_is_not_the_app() {
    let app = TestApp::spawn().await;
    for path in ["/app-0123456789abcdef.js", "/favicon.ico", "/snippets/a/b.js"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["code"], "not_found");
    }
}

#[actix_web::test]
async fn nothing_outside_the_bundle_is_served() {
    let app = TestApp::spawn().await;
    app.write_page(".secret", "hidden");
    for path in
        ["/.secret", "/..%2F..%2Fetc%2Fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/a%00.js"]
    {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("hidden"));
    }
}

#[actix_web::test]
async fn hashed_assets_are_kept_forever_and_others_asked_for_again() {
    let app = TestApp::spawn().await;
    for (name, content_type, cache) in [
        ("frontend-0123456789abcdef.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("frontend-0123456789abcdef_bg.wasm", "application/wasm", "public, max-age=31536000, immutable"),
        ("style-0123456789abcdef.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("boot.js", "text/javascript", "no-cache"),
    ] {
        app.write_page(name, "contents");
        let answer = app.get(&format!("/{name}")).await;
        assert_eq!(answer.text(), "contents");
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.header("cache-control"), cache);
        assert_eq!(answer.header("content-disposition"), "");
    }
}

#[actix_web::test]
async fn an_unchanged_file_is_not_sent_again() {
    let app = TestApp::spawn().await;
    app.write_page("boot.js", "contents");
    let tag = app.get("/boot.js").await.header("etag").to_owned();
    let again = app.get_with("/boot.js", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.text()), (304, ""));
}

#[actix_web::test]
async fn a_page_that_was_not_built_says_how_to_build_it() {
    let app = TestApp::spawn().await;
    std::fs::remove_file(app.page.path().join("index.html")).unwrap();
    let answer = app.get("/").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("cargo xtask run"));
    app.write_page("index.html", INDEX);
    assert_eq!(app.get("/").await.status, 200);
}

#[actix_web::test]
async fn a_page_is_read_and_not_written_to() {
    let app = TestApp::spawn().await;
    app.write_page("boot.js", "contents");
    assert_eq!(app.post("/", "text/plain", "x").await.status, 405);
    assert_eq!(app.post("/boot.js", "text/plain", "x").await.status, 404);
    let head = app.client.head(format!("{}/", app.url)).send().await.unwrap();
    assert_eq!(head.status(), 200);
}
