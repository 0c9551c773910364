use std::net::{IpAddr, Ipv4Addr};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::helpers::{Answer, TestApp, client_trusting, config};

async fn app(directory: &std::path::Path) -> TestApp {
    let mut config = config(&["--lan", "--data-directory", directory.to_str().unwrap()]);
    config.lan.as_mut().unwrap().host = IpAddr::from(Ipv4Addr::LOCALHOST);
    TestApp::spawn_config(config).await
}

async fn health(authority: &Answer, host: &str, port: u16) -> bool {
    let client = client_trusting(CertificateDer::from_pem_slice(&authority.body).unwrap());
    client
        .get(format!("https://{host}:{port}/health"))
        .send()
        .await
        .is_ok_and(|response| response.status() == 200)
}

#[actix_web::test]
async fn whoever_trusts_the_authority_trusts_the_lan_address() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    let port = app.lan_port.unwrap();
    let authority = app.get("/ona-ana-ca.crt").await;
    assert_eq!(authority.header("content-type"), "application/x-x509-ca-cert");
    assert!(!authority.text().contains("PRIVATE"));
    assert!(health(&authority, "127.0.0.1", port).await);
    assert!(health(&authority, "localhost", port).await);
    assert!(app.greeting.lines().next().unwrap().contains("open http://localhost:"));
    assert!(app.greeting.contains("* On this network:"));
}

#[actix_web::test]
async fn the_authority_outlives_the_program() {
    let directory = tempfile::tempdir().unwrap();
    let first = app(directory.path()).await;
    let authority = first.get("/ona-ana-ca.crt").await;
    first.stop().await;
    let second = app(directory.path()).await;
    assert!(health(&authority, "127.0.0.1", second.lan_port.unwrap()).await);
}

#[actix_web::test]
async fn another_machines_authority_is_not_trusted() {
    let (mine, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let authority = app(theirs.path()).await.get("/ona-ana-ca.crt").await;
    assert!(!health(&authority, "127.0.0.1", app(mine.path()).await.lan_port.unwrap()).await);
}

#[actix_web::test]
async fn without_lan_there_is_no_authority() {
    assert_eq!(TestApp::spawn().await.get("/ona-ana-ca.crt").await.status, 404);
}
