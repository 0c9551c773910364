//! The TURN server over real sockets, with the credentials that a token brings.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use actix_web::rt::net::{TcpStream, UdpSocket};
use actix_web::rt::time::timeout;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use turn_types::attribute::{Data, RequestedTransport, XorPeerAddress};
use turn_types::message::{ALLOCATE, CREATE_PERMISSION, SEND};
use turn_types::stun::attribute::{ErrorCode, Nonce, Realm, Username};
use turn_types::stun::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageWrite, MessageWriteExt, MessageWriteVec,
    Method,
};

use crate::helpers::TestApp;
use crate::ice_client::{answer_sdp, check, is_success};
use crate::signaling::{connect, hello, send_json};
use crate::workers::{answer, app, join, token};

const PATIENCE: Duration = Duration::from_secs(10);

enum Wire {
    Udp(UdpSocket),
    Tcp(TcpStream),
}

struct Client {
    wire: Wire,
    username: String,
    credential: String,
    nonce: String,
}

/// The ICE servers that a token brings.
async fn ice_servers(app: &TestApp) -> Value {
    let mut socket = connect(app).await;
    let request =
        json!({"type": "ice", "version": 1, "preflight": true, "token": token(app, "alice", "Aspen").await});
    send_json(&mut socket, &hello(&request)).await;
    answer(&mut socket, "iced").await["ice_servers"].take()
}

impl Client {
    async fn new(app: &TestApp, wire: Wire) -> Self {
        let servers = ice_servers(app).await;
        let text = |name: &str| servers[0][name].as_str().unwrap().to_owned();
        Self { wire, username: text("username"), credential: text("credential"), nonce: String::new() }
    }

    async fn udp(app: &TestApp) -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        socket.connect((Ipv4Addr::LOCALHOST, app.media_port.unwrap())).await.unwrap();
        Self::new(app, Wire::Udp(socket)).await
    }

    async fn tcp(app: &TestApp) -> Self {
        let address = (Ipv4Addr::LOCALHOST, app.media_tcp_port.unwrap());
        Self::new(app, Wire::Tcp(TcpStream::connect(address).await.unwrap())).await
    }

    async fn send(&mut self, message: &[u8]) {
        match &mut self.wire {
            Wire::Udp(socket) => drop(socket.send(message).await.unwrap()),
            Wire::Tcp(stream) => stream.write_all(message).await.unwrap(),
        }
    }

    async fn receive(&mut self) -> Vec<u8> {
        let receive = async {
            let mut message = vec![0; 4096];
            let length = match &mut self.wire {
                Wire::Udp(socket) => socket.recv(&mut message).await.unwrap(),
                Wire::Tcp(stream) => {
                    stream.read_exact(&mut message[..20]).await.unwrap();
                    let length = 20 + usize::from(u16::from_be_bytes([message[2], message[3]]));
                    stream.read_exact(&mut message[20..length]).await.unwrap();
                    length
                }
            };
            message.truncate(length);
            message
        };
        timeout(PATIENCE, receive).await.unwrap()
    }

    /// Asks with credentials, and gives the error code of the answer, or 0.
    async fn ask(&mut self, method: Method, add: &dyn Fn(&mut MessageWriteVec)) -> u16 {
        let mut request = Message::builder_request(method, MessageWriteVec::new());
        add(&mut request);
        request.add_attribute(&Username::new(&self.username).unwrap()).unwrap();
        request.add_attribute(&Realm::new("ona-ana").unwrap()).unwrap();
        request.add_attribute(&Nonce::new(&self.nonce).unwrap()).unwrap();
        let (username, credential) = (self.username.clone(), self.credential.clone());
        let key = LongTermKeyCredentials::new(username, credential, "ona-ana".to_owned());
        request.add_message_integrity(&key.into(), IntegrityAlgorithm::Sha1).unwrap();
        self.send(&request.finish()).await;
        let answer = self.receive().await;
        let answer = Message::from_bytes(&answer).unwrap();
        if let Ok(nonce) = answer.attribute::<Nonce>() {
            self.nonce = nonce.nonce().to_owned();
        }
        answer.attribute::<ErrorCode>().map_or(0, |error| error.code())
    }

    async fn allocate(&mut self) -> u16 {
        let add = |request: &mut MessageWriteVec| {
            request.add_attribute(&RequestedTransport::new(RequestedTransport::UDP)).unwrap();
        };
        // The first answer tells the nonce.
        assert_eq!(self.ask(ALLOCATE, &add).await, 438);
        self.ask(ALLOCATE, &add).await
    }

    async fn permit(&mut self, peer: SocketAddr) -> u16 {
        self.ask(CREATE_PERMISSION, &|request| add_peer(request, peer)).await
    }

    /// Sends a packet through the relay and waits for what comes back.
    async fn exchange(&mut self, peer: SocketAddr, packet: &[u8]) -> Vec<u8> {
        let mut indication = Message::builder_indication(SEND, MessageWriteVec::new());
        add_peer(&mut indication, peer);
        indication.add_attribute(&Data::new(packet)).unwrap();
        self.send(&indication.finish()).await;
        let indication = self.receive().await;
        let indication = Message::from_bytes(&indication).unwrap();
        assert_eq!(indication.attribute::<XorPeerAddress>().unwrap().addr(indication.transaction_id()), peer);
        indication.attribute::<Data<'_>>().unwrap().data().to_vec()
    }
}

fn add_peer(message: &mut MessageWriteVec, peer: SocketAddr) {
    let transaction = message.transaction_id();
    message.add_attribute(&XorPeerAddress::new(peer, transaction)).unwrap();
}

#[actix_web::test]
async fn a_token_brings_credentials_for_udp_and_tcp() {
    let app = app().await;
    let servers = ice_servers(&app).await;
    let urls: Vec<&str> =
        servers[0]["urls"].as_array().unwrap().iter().map(|url| url.as_str().unwrap()).collect();
    let [udp, tcp] = urls[..] else { panic!("{urls:?}") };
    assert!(
        udp.starts_with("turn:") && udp.ends_with(&format!(":{}?transport=udp", app.media_port.unwrap()))
    );
    assert!(
        tcp.starts_with("turn:") && tcp.ends_with(&format!(":{}?transport=tcp", app.media_tcp_port.unwrap()))
    );
}

#[actix_web::test]
async fn the_media_port_is_reached_through_the_relay_by_udp_and_by_tcp() {
    let app = app().await;
    let media = SocketAddr::from((Ipv4Addr::LOCALHOST, app.media_port.unwrap()));
    for mut client in [Client::udp(&app).await, Client::tcp(&app).await] {
        assert_eq!(client.allocate().await, 0);
        assert_eq!(client.permit(media).await, 0);
        for room in ["Aspen", "Birch", "Cedar"] {
            let (_socket, connected) = join(&app, "alice", room).await;
            assert!(is_success(&client.exchange(media, &check(answer_sdp(&connected))).await));
        }
    }
}

#[actix_web::test]
async fn nobody_gets_a_relay_without_credentials_or_to_elsewhere() {
    let app = app().await;
    let mut client = Client::udp(&app).await;
    client.credential.push('x');
    assert_eq!(client.allocate().await, 401);
    let mut client = Client::udp(&app).await;
    assert_eq!(client.allocate().await, 0);
    assert_eq!(client.permit("192.88.99.1:53".parse().unwrap()).await, 403);
}
