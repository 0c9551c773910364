//! Media over TCP: who is let in, and who is shown out.

use std::net::Ipv4Addr;
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use actix_web::rt::time::timeout;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::helpers::TestApp;
use crate::ice_client::{answer_sdp, candidates, check, is_success};
use crate::workers::{app, join};

const PATIENCE: Duration = Duration::from_secs(10);

async fn open(app: &TestApp) -> TcpStream {
    TcpStream::connect((Ipv4Addr::LOCALHOST, app.media_tcp_port.unwrap())).await.unwrap()
}

async fn send(stream: &mut TcpStream, packet: &[u8]) {
    let length = u16::try_from(packet.len()).unwrap();
    stream.write_all(&[&length.to_be_bytes(), packet].concat()).await.unwrap();
}

async fn receive(stream: &mut TcpStream) -> Vec<u8> {
    timeout(PATIENCE, async {
        let length = stream.read_u16().await.unwrap();
        let mut packet = vec![0; length.into()];
        stream.read_exact(&mut packet).await.unwrap();
        packet
    })
    .await
    .unwrap()
}

/// Waits until the server closes the connection; by a reset if it had not read everything.
async fn is_closed(stream: &mut TcpStream) -> bool {
    timeout(PATIENCE, stream.read(&mut [0; 64])).await.unwrap().unwrap_or_default() == 0
}

#[actix_web::test]
async fn a_participant_is_answered_on_its_connection_whichever_worker_it_lives_on() {
    let app = app().await;
    for room in ["Aspen", "Birch", "Cedar", "Douglas fir"] {
        let (_socket, connected) = join(&app, "alice", room).await;
        let mut stream = open(&app).await;
        for _ in 0..2 {
            send(&mut stream, &check(answer_sdp(&connected))).await;
            assert!(is_success(&receive(&mut stream).await));
        }
    }
}

#[actix_web::test]
async fn tcp_candidates_are_announced_after_those_of_udp() {
    let app = app().await;
    let (_socket, connected) = join(&app, "alice", "Aspen").await;
    let candidates = candidates(answer_sdp(&connected));
    let is_tcp: Vec<bool> = candidates.iter().map(|line| line.contains(" tcp ")).collect();
    assert!(is_tcp.is_sorted() && is_tcp.contains(&false) && is_tcp.contains(&true), "{candidates:?}");
    let port = format!(" {} typ host tcptype passive", app.media_tcp_port.unwrap());
    assert!(candidates.iter().filter(|line| line.contains(" tcp ")).all(|line| line.ends_with(&port)));
}

#[actix_web::test]
async fn without_a_tcp_port_there_are_no_tcp_candidates() {
    let app = TestApp::spawn_with(&["--media-tcp-port", "off"]).await;
    let (_socket, connected) = join(&app, "alice", "Aspen").await;
    assert_eq!(app.media_tcp_port, None);
    assert!(candidates(answer_sdp(&connected)).iter().all(|line| line.contains(" udp ")));
}

#[actix_web::test]
async fn a_connection_that_begins_with_something_else_is_closed() {
    let app = app().await;
    let mut length_without_end = open(&app).await;
    length_without_end.write_all(&[0xff, 0xff]).await.unwrap();
    assert!(is_closed(&mut length_without_end).await);

    let mut no_check = open(&app).await;
    send(&mut no_check, b"GET / HTTP/1.1").await;
    assert!(is_closed(&mut no_check).await);

    let mut no_worker = open(&app).await;
    send(&mut no_worker, &check("a=ice-ufrag:ffabcdef\na=ice-pwd:secret")).await;
    assert!(is_closed(&mut no_worker).await);
}

#[actix_web::test]
async fn the_port_is_closed_with_the_server() {
    let app = app().await;
    let mut stream = open(&app).await;
    let port = app.media_tcp_port.unwrap();
    app.stop().await;
    assert!(is_closed(&mut stream).await);
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
}
