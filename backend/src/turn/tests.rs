use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};

use room_engine::TransportAddress;
use turn_types::attribute::{
    ChannelNumber, Data, Lifetime, RequestedTransport, XorPeerAddress, XorRelayedAddress,
};
use turn_types::message::{ALLOCATE, CHANNEL_BIND, CREATE_PERMISSION, REFRESH, SEND};
use turn_types::stun::attribute::{AttributeWrite, ErrorCode, Nonce, Realm, Username};
use turn_types::stun::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageWrite, MessageWriteExt, MessageWriteVec,
    Method,
};

use super::*;

const MEDIA: &str = "203.0.113.5:8082";

struct Bench {
    server: TurnServer,
    keys: TurnKeys,
    now: Instant,
    clock: SystemTime,
}

/// A client with the credentials of one token.
struct Client {
    address: TransportAddress,
    ticket: Ticket,
    nonce: String,
}

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

impl Bench {
    fn new(limits: TurnLimits) -> Self {
        let keys = TurnKeys::from_random([3; 32]);
        let now = Instant::now();
        let media = BTreeSet::from([address(MEDIA)]);
        Self {
            server: TurnServer::new(keys.clone(), media, limits, now),
            keys,
            now,
            clock: SystemTime::now(),
        }
    }

    fn client(&self, port: u16, token: &str) -> Client {
        let address = TransportAddress::udp(([198, 51, 100, 1], port).into());
        let ticket = self.keys.issue(token, TICKET_LIFETIME, self.clock);
        Client { address, ticket, nonce: self.keys.nonce(address.socket, self.clock) }
    }

    fn wait(&mut self, duration: Duration) {
        self.now += duration;
        self.clock += duration;
    }

    fn take(&mut self, client: &Client, contents: &[u8]) -> Option<Outcome> {
        assert!(is_turn(contents));
        self.server.handle_client(client.address, None, contents, self.now, self.clock)
    }

    /// Asks, and gives the answer's error code, or 0 for a success, with the answer.
    fn ask(
        &mut self,
        client: &Client,
        method: Method,
        attributes: &dyn Fn(&mut MessageWriteVec),
    ) -> (u16, Vec<u8>) {
        let mut request = Message::builder_request(method, MessageWriteVec::new());
        attributes(&mut request);
        let key = client.sign(&mut request);
        let Some(Outcome::ToClient { contents, .. }) = self.take(client, &request.finish()) else {
            panic!("no answer")
        };
        let answer = Message::from_bytes(&contents).unwrap();
        let code = answer.attribute::<ErrorCode>().map_or(0, |error| error.code());
        assert!(code != 0 || answer.validate_integrity(&key.into()).is_ok());
        (code, contents)
    }

    fn allocate(&mut self, client: &Client) -> Result<SocketAddr, u16> {
        let (code, answer) = self.ask(client, ALLOCATE, &|request| {
            request.add_attribute(&RequestedTransport::new(RequestedTransport::UDP)).unwrap();
        });
        let answer = Message::from_bytes(&answer).unwrap();
        let relayed = answer.attribute::<XorRelayedAddress>();
        relayed.map(|relayed| relayed.addr(answer.transaction_id())).map_err(|_| code)
    }

    fn permit(&mut self, client: &Client, peer: SocketAddr) -> u16 {
        self.ask(client, CREATE_PERMISSION, &|request| add_peer(request, peer)).0
    }

    fn bind(&mut self, client: &Client, channel: u16, peer: SocketAddr) -> u16 {
        let (code, _) = self.ask(client, CHANNEL_BIND, &|request| {
            request.add_attribute(&ChannelNumber::new(channel)).unwrap();
            add_peer(request, peer);
        });
        code
    }

    fn send(&mut self, client: &Client, peer: SocketAddr, contents: &[u8]) -> Option<Outcome> {
        let mut indication = Message::builder_indication(SEND, MessageWriteVec::new());
        add_peer(&mut indication, peer);
        indication.add_attribute(&Data::new(contents)).unwrap();
        self.take(client, &indication.finish())
    }
}

impl Client {
    fn sign(&self, request: &mut MessageWriteVec) -> LongTermKeyCredentials {
        let Ticket { username, password } = self.ticket.clone();
        let attributes: [&dyn AttributeWrite; 3] = [
            &Username::new(&username).unwrap(),
            &Realm::new("ona-ana").unwrap(),
            &Nonce::new(&self.nonce).unwrap(),
        ];
        for attribute in attributes {
            request.add_attribute(attribute).unwrap();
        }
        let credentials = LongTermKeyCredentials::new(username, password, "ona-ana".to_owned());
        request.add_message_integrity(&credentials.clone().into(), IntegrityAlgorithm::Sha1).unwrap();
        credentials
    }
}

fn add_peer(message: &mut MessageWriteVec, peer: SocketAddr) {
    let transaction = message.transaction_id();
    message.add_attribute(&XorPeerAddress::new(peer, transaction)).unwrap();
}

#[test]
fn a_client_reaches_the_media_port_and_hears_from_it() {
    let mut bench = Bench::new(TurnLimits::default());
    let client = bench.client(4000, "token");
    let relayed = bench.allocate(&client).unwrap();
    assert_eq!(relayed.ip(), RELAYED_IP);
    let media = address(MEDIA);
    assert_eq!(bench.send(&client, media, b"early"), None);
    assert_eq!(bench.permit(&client, media), 0);
    let reached = Outcome::ToMedia { relayed, peer: media, contents: b"check".to_vec() };
    assert_eq!(bench.send(&client, media, b"check"), Some(reached));

    let heard = bench.server.handle_peer(media, relayed, b"answer", bench.now);
    let Some(Outcome::ToClient { client: to, contents, .. }) = heard else { panic!("nothing is heard") };
    let indication = Message::from_bytes(&contents).unwrap();
    assert_eq!(to, client.address);
    assert_eq!(indication.attribute::<Data<'_>>().unwrap().data(), b"answer");

    assert_eq!(bench.bind(&client, 0x4001, media), 0);
    let heard = bench.server.handle_peer(media, relayed, b"answer", bench.now);
    let channel_data = [&[0x40, 1, 0, 6], &b"answer"[..]].concat();
    assert_eq!(
        heard,
        Some(Outcome::ToClient { client: client.address, local: None, contents: channel_data.clone() })
    );
    let reached = Outcome::ToMedia { relayed, peer: media, contents: b"answer".to_vec() };
    assert_eq!(bench.take(&client, &channel_data), Some(reached));
}

#[test]
fn clients_reach_each_other_where_both_permit_it() {
    let mut bench = Bench::new(TurnLimits::default());
    let (one, other) = (bench.client(1, "token"), bench.client(2, "token"));
    let (from, to) = (bench.allocate(&one).unwrap(), bench.allocate(&other).unwrap());
    assert_eq!(bench.permit(&one, to), 0);
    assert_eq!(bench.send(&one, to, b"hello"), None);
    assert_eq!(bench.permit(&other, from), 0);
    let Some(Outcome::ToClient { client, .. }) = bench.send(&one, to, b"hello") else {
        panic!("nothing arrives")
    };
    assert_eq!(client, other.address);
}

#[test]
fn nobody_else_is_reached() {
    let mut bench = Bench::new(TurnLimits::default());
    let client = bench.client(4000, "token");
    bench.allocate(&client).unwrap();
    for stranger in ["198.51.100.9:53", "127.0.0.1:8082", "203.0.113.6:8082"] {
        assert_eq!(bench.permit(&client, address(stranger)), 403, "{stranger}");
        assert_eq!(bench.bind(&client, 0x4000, address(stranger)), 403, "{stranger}");
        assert_eq!(bench.send(&client, address(stranger), b"x"), None, "{stranger}");
    }
    // The right machine, but another service of it.
    assert_eq!(bench.permit(&client, address(MEDIA)), 0);
    assert_eq!(bench.send(&client, address("203.0.113.5:22"), b"x"), None);
    assert_eq!(bench.send(&client, SocketAddr::from((RELAYED_IP, 9)), b"x"), None);
}

#[test]
fn only_who_was_given_credentials_allocates() {
    let mut bench = Bench::new(TurnLimits::default());
    let mut client = bench.client(4000, "token");
    client.ticket.password.push('x');
    assert_eq!(bench.allocate(&client), Err(401));
    let mut client = bench.client(4000, "token");
    client.nonce = bench.keys.nonce(address("198.51.100.1:1"), bench.clock);
    assert_eq!(bench.allocate(&client), Err(438));
    let client = bench.client(4000, "token");
    bench.wait(Duration::from_secs(25 * 3600));
    let late = Client { nonce: bench.keys.nonce(client.address.socket, bench.clock), ..client };
    assert_eq!(bench.allocate(&late), Err(401));

    let unsigned = Message::builder_request(ALLOCATE, MessageWriteVec::new()).finish();
    let Some(Outcome::ToClient { contents, .. }) = bench.take(&late, &unsigned) else {
        panic!("no challenge")
    };
    let challenge = Message::from_bytes(&contents).unwrap();
    assert_eq!(challenge.attribute::<ErrorCode>().unwrap().code(), 401);
    assert_eq!(challenge.attribute::<Realm>().unwrap().realm(), "ona-ana");
    assert!(challenge.attribute::<Nonce>().is_ok());
}

#[test]
fn an_allocation_belongs_to_its_user_and_ends() {
    let mut bench = Bench::new(TurnLimits::default());
    let client = bench.client(4000, "token");
    let relayed = bench.allocate(&client).unwrap();
    let thief = bench.client(4000, "other token");
    assert_eq!(bench.permit(&thief, address(MEDIA)), 441);
    assert_eq!(bench.allocate(&client), Err(437));
    bench.permit(&client, address(MEDIA));
    bench.wait(Duration::from_secs(599));
    assert_eq!(bench.ask(&client, REFRESH, &|_| {}).0, 0);
    bench.wait(Duration::from_secs(601));
    assert!(bench.server.handle_peer(address(MEDIA), relayed, b"late", bench.now).is_none());
    assert_eq!(bench.permit(&client, address(MEDIA)), 437);

    bench.allocate(&client).unwrap();
    let end = |request: &mut MessageWriteVec| request.add_attribute(&Lifetime::new(0)).unwrap();
    assert_eq!(bench.ask(&client, REFRESH, &end).0, 0);
    assert!(!bench.server.is_allocated(client.address));
}

#[test]
fn allocations_are_bounded_by_user_and_in_all() {
    let limits = TurnLimits { allocations: 3, allocations_per_user: 2, ..TurnLimits::default() };
    let mut bench = Bench::new(limits);
    let results: Vec<_> = (1..=3)
        .map(|port| {
            let client = bench.client(port, "token");
            bench.allocate(&client).err()
        })
        .collect();
    assert_eq!(results, [None, None, Some(486)]);
    let results: Vec<_> = (4..=5)
        .map(|port| {
            let client = bench.client(port, "other");
            bench.allocate(&client).err()
        })
        .collect();
    assert_eq!(results, [None, Some(508)]);
}

#[test]
fn bandwidth_is_bounded_and_comes_back() {
    let mut bench = Bench::new(TurnLimits { bytes_per_second: 1000, ..TurnLimits::default() });
    let client = bench.client(4000, "token");
    bench.allocate(&client).unwrap();
    bench.permit(&client, address(MEDIA));
    assert!(bench.send(&client, address(MEDIA), &[0; 900]).is_some());
    assert!(bench.send(&client, address(MEDIA), &[0; 900]).is_none());
    bench.wait(Duration::from_secs(1));
    assert!(bench.send(&client, address(MEDIA), &[0; 900]).is_some());
}

#[test]
fn media_packets_and_checks_are_not_for_turn() {
    for packet in [&[][..], &[0], &[0, 1, 0, 0], &[1, 1, 0, 0], &[22, 254, 253], &[0x80, 96], &[0x50, 0]] {
        assert!(!is_turn(packet), "{packet:?}");
    }
}
