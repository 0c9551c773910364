use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::CertificateDer;

use crate::helpers::{TestApp, client_trusting, config};

#[actix_web::test]
async fn with_a_certificate_the_port_speaks_https() {
    let directory = tempfile::tempdir().unwrap();
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let file = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(file("cert.pem"), cert.pem()).unwrap();
    std::fs::write(file("key.pem"), signing_key.serialize_pem()).unwrap();
    let flags = ["--tls-cert", &file("cert.pem"), "--tls-key", &file("key.pem"), "--host", "127.0.0.1"];
    let app = TestApp::spawn_with(&flags).await;
    assert!(app.greeting.contains("open https://localhost:"));
    let client = client_trusting(CertificateDer::from(cert.der().to_vec()));
    let url = app.url.replace("127.0.0.1", "localhost");
    let response = client.get(format!("{url}/health")).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(app.client.get(format!("{}/health", url.replace("https", "http"))).send().await.is_err());
}

#[actix_web::test]
async fn files_that_are_no_certificate_are_refused_by_their_variable() {
    let directory = tempfile::tempdir().unwrap();
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let other = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let write = |name: &str, contents: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, contents).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let certificate = write("cert.pem", &cert.pem());
    let key = write("key.pem", &signing_key.serialize_pem());
    let foreign_key = write("foreign.pem", &other.signing_key.serialize_pem());
    for (certificate, key, named) in [
        (&key, &key, "TLS_CERT"),
        (&certificate, &certificate, "TLS_KEY"),
        (&certificate, &foreign_key, "belong to each other"),
    ] {
        let config = config(&["--tls-cert", certificate, "--tls-key", key, "--host", "127.0.0.1"]);
        let error = backend::app::Application::build(config).await.err().expect("a refusal").to_string();
        assert!(error.contains(named), "{error}");
    }
}
