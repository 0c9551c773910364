//! What everybody should see: a small reference of rooms, kept by the steps alone, and compared with the browsers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use signaling::ErrorCode;
use signaling::rsp::{ParticipantState, TrackKind};

use crate::browser::{Browser, BrowserState, Received};
use crate::plan::Step;

/// The rooms as they should be.
#[derive(Debug, Default)]
pub struct Model {
    /// Who is in a room, by browser.
    members: BTreeMap<usize, Member>,
    /// How a browser's stay should end that it did not end itself.
    endings: BTreeMap<usize, u32>,
    /// Who should have got which message.
    messages: Vec<(usize, String)>,
    faults: Vec<String>,
}

#[derive(Debug)]
struct Member {
    identity: String,
    room: String,
    /// Until when a lost participant is kept; `None` if it is connected.
    lost_until: Option<Instant>,
    /// Nothing flows from it any more.
    is_silent: bool,
    /// Names, kinds and whether they are enabled, as the server was told.
    tracks: BTreeSet<(String, TrackKind, bool)>,
}

/// Packets so far, by subscriber and delivery, with the SID of its track.
pub(crate) type Flows = BTreeMap<(usize, String), (usize, String)>;

/// Packets that show that a delivery flows.
const PACKETS_OF_A_FLOW: usize = 2;

impl Model {
    /// How many participants should be in rooms, lost ones included.
    pub fn participants(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn apply(
        &mut self,
        step: &Step,
        browsers: &[Browser],
        session_timeout: Duration,
        now: Instant,
    ) {
        match *step {
            Step::Join(number) => {
                let (identity, room) = (browsers[number].identity(), browsers[number].room());
                let taken_over: Vec<usize> = self
                    .members
                    .iter()
                    .filter(|(_, member)| member.identity == identity && member.room == room)
                    .map(|(other, _)| *other)
                    .collect();
                for other in taken_over {
                    self.members.remove(&other);
                    if other != number {
                        self.endings.insert(other, ErrorCode::ParticipantDuplicateIdentity.code());
                    }
                }
                self.endings.remove(&number);
                self.messages.retain(|(receiver, _)| *receiver != number);
                let member = Member {
                    identity: identity.to_owned(),
                    room: room.to_owned(),
                    lost_until: None,
                    is_silent: false,
                    tracks: BTreeSet::new(),
                };
                self.members.insert(number, member);
            }
            Step::Leave(number) => {
                self.members.remove(&number);
            }
            Step::CloseTab(number) => {
                if let Some(member) = self.members.get_mut(&number) {
                    member.lost_until = Some(now + session_timeout);
                    member.is_silent = true;
                }
            }
            Step::LoseSocket(number) => {
                if let Some(member) = self.members.get_mut(&number) {
                    member.lost_until = Some(now + session_timeout);
                }
            }
            Step::Return(number) => {
                if let Some(member) = self.members.get_mut(&number) {
                    member.lost_until = None;
                }
            }
            Step::SetConditions(number, conditions) => {
                if let Some(member) = self.members.get_mut(&number) {
                    member.is_silent = conditions.blackhole;
                }
            }
            Step::Publish(..)
            | Step::Unpublish(..)
            | Step::SetEnabled(..)
            | Step::Message(..)
            | Step::Roam(_)
            | Step::Rebind(_)
            | Step::RestartIce(_)
            | Step::Wait(_) => {}
        }
        for (number, member) in self.members.iter_mut().filter(|(_, member)| member.lost_until.is_none()) {
            let publications = browsers[*number].publications().iter();
            member.tracks = publications
                .map(|publication| (publication.name.clone(), publication.kind, publication.enabled))
                .collect();
        }
    }

    /// A message was sent; `None` if it could not be.
    pub(crate) fn expect_message(&mut self, sender: usize, text: Option<String>, browsers: &[Browser]) {
        let Some(room) = self.members.get(&sender).map(|member| member.room.clone()) else { return };
        let Some(text) = text else {
            self.faults.push(format!("{} cannot send a message", browsers[sender].identity()));
            return;
        };
        let receivers = self.members.iter().filter(|(number, member)| {
            **number != sender && member.room == room && member.lost_until.is_none() && !member.is_silent
        });
        self.messages.extend(receivers.map(|(number, _)| (*number, text.clone())));
    }

    /// What is not as it should be.
    pub(crate) fn missing(&mut self, browsers: &[Browser], now: Instant) -> Vec<String> {
        self.members.retain(|_, member| member.lost_until.is_none_or(|until| until > now));
        let mut missing = self.faults.clone();
        for (number, code) in &self.endings {
            let state = browsers[*number].state();
            if state != BrowserState::Disconnected(Some(*code)) {
                missing.push(format!(
                    "{} should have ended with {code} and is {state:?}",
                    browsers[*number].identity()
                ));
            }
        }
        for (number, member) in self.members.iter().filter(|(_, member)| member.lost_until.is_none()) {
            let browser = &browsers[*number];
            let mut faults = own_faults(browser, member);
            if browser.state() == BrowserState::Connected {
                faults.extend(self.faults_of_view(*number, browsers, member));
            }
            missing.extend(
                faults.into_iter().map(|fault| format!("{} (browser {number}): {fault}", member.identity)),
            );
        }
        for (number, text) in &self.messages {
            let count = browsers[*number].count_messages(text);
            if count != 1 && self.members.contains_key(number) {
                missing.push(format!("{} got {text:?} {count} times", browsers[*number].identity()));
            }
        }
        missing
    }

    fn faults_of_view(&self, number: usize, browsers: &[Browser], member: &Member) -> Vec<String> {
        let mut faults = Vec::new();
        let browser = &browsers[number];
        let view = browser.view();
        let others: BTreeMap<&str, &Member> = self
            .members
            .iter()
            .filter(|(other, other_member)| **other != number && other_member.room == member.room)
            .map(|(_, other)| (other.identity.as_str(), other))
            .collect();
        let mut seen = BTreeSet::new();
        for participant in view.participants.values() {
            let Some(other) = others.get(participant.identity.as_str()) else {
                faults.push(format!("sees {} who is not there", participant.identity));
                continue;
            };
            if !seen.insert(participant.identity.as_str()) {
                faults.push(format!("sees {} twice", participant.identity));
            }
            let state = match other.lost_until {
                Some(_) => ParticipantState::Reconnecting,
                None => ParticipantState::Connected,
            };
            if participant.state != state {
                faults
                    .push(format!("sees {} as {:?}, not {state:?}", participant.identity, participant.state));
            }
            let tracks: BTreeSet<(String, TrackKind, bool)> = participant
                .tracks
                .iter()
                .map(|track| (track.name.clone(), track.kind, track.enabled))
                .collect();
            if tracks != other.tracks {
                faults.push(format!("sees {} with {tracks:?}, not {:?}", participant.identity, other.tracks));
            }
        }
        faults.extend(
            others.keys().filter(|other| !seen.contains(*other)).map(|other| format!("does not see {other}")),
        );

        let tracks: Vec<_> = view.participants.values().flat_map(|participant| &participant.tracks).collect();
        let expected = if browser.subscribes() { tracks.len() } else { 0 };
        if view.subscribed.len() != expected {
            faults.push(format!("is subscribed to {} tracks of {expected}", view.subscribed.len()));
        }
        faults.extend(self.faults_of_deliveries(browser, member, browsers));
        faults
    }

    fn faults_of_deliveries(&self, browser: &Browser, member: &Member, browsers: &[Browser]) -> Vec<String> {
        let mut faults = Vec::new();
        let view = browser.view();
        for participant in view.participants.values() {
            for track in &participant.tracks {
                let Some(delivery) = view.subscribed.get(&track.sid) else { continue };
                // Neither a channel nor a key frame comes from where nothing comes from.
                if !self.is_sent(&participant.identity, &member.room, &track.name, browsers) {
                    continue;
                }
                if track.kind == TrackKind::Data && !browser.has_open_channel(delivery) {
                    faults.push(format!("has no channel of {}", track.name));
                }
                let is_decodable = browser.received(delivery).is_none_or(Received::is_decodable);
                // Nor does a key frame arrive where nothing arrives.
                if !is_decodable && !member.is_silent {
                    faults.push(format!("gets no key frame of {}", track.name));
                }
            }
        }
        faults
    }

    /// Whether a track's publisher still sends it. Who is lost may have taken it back without anybody knowing.
    fn is_sent(&self, identity: &str, room: &str, track: &str, browsers: &[Browser]) -> bool {
        let mut members = self.members.iter();
        let publisher = members.find(|(_, other)| other.identity == identity && other.room == room);
        publisher.is_some_and(|(publisher, other)| {
            let mut publications = browsers[*publisher].publications().iter();
            !other.is_silent && publications.any(|publication| publication.name == track)
        })
    }

    /// Deliveries that should flow, with what arrived so far.
    pub(crate) fn flows(&self, browsers: &[Browser]) -> Flows {
        let mut flows = Flows::new();
        for (number, member) in &self.members {
            if member.lost_until.is_some() || member.is_silent {
                continue;
            }
            let view = browsers[*number].view();
            for participant in view.participants.values() {
                for track in participant.tracks.iter().filter(|track| track.kind != TrackKind::Data) {
                    if !self.is_sent(&participant.identity, &member.room, &track.name, browsers) {
                        continue;
                    }
                    if let Some(delivery) = view.subscribed.get(&track.sid) {
                        let packets =
                            browsers[*number].received(delivery).map_or(0, |received| received.packets());
                        flows.insert((*number, delivery.clone()), (packets, track.sid.clone()));
                    }
                }
            }
        }
        flows
    }

    /// Deliveries that have not flowed since.
    pub(crate) fn stalled(&self, before: &Flows, browsers: &[Browser]) -> Vec<String> {
        let flowed = |number: usize, delivery: &str, packets: usize| {
            browsers[number]
                .received(delivery)
                .is_some_and(|now| now.packets() >= packets + PACKETS_OF_A_FLOW)
        };
        // What the server has switched off, and said so, need not flow; nor what ended meanwhile, like the tracks of
        // somebody who was lost for too long.
        let is_off = |number: usize, sid: &str| {
            let browser = &browsers[number];
            browser.signals().switched_off.contains(sid) || !browser.view().subscribed.contains_key(sid)
        };
        before
            .iter()
            .filter(|((number, delivery), (packets, sid))| {
                let is_there = self.members.contains_key(number) && !is_off(*number, sid);
                is_there && !flowed(*number, delivery, *packets)
            })
            .map(|((number, delivery), (packets, _))| {
                let name = browsers[*number].track_of(delivery).unwrap_or_default();
                format!(
                    "{} got {packets} packets of {name} ({delivery}) and no more",
                    browsers[*number].identity()
                )
            })
            .collect()
    }
}

fn own_faults(browser: &Browser, member: &Member) -> Vec<String> {
    if browser.state() != BrowserState::Connected {
        return vec![format!("is {:?}", browser.state())];
    }
    let mut faults = Vec::new();
    if !browser.is_media_connected() && !member.is_silent {
        faults.push("has no media connection".to_owned());
    }
    for publication in browser.publications() {
        match browser.view().published.get(&publication.id) {
            Some(Ok(_)) => {}
            other => faults.push(format!("published {} and is told {other:?}", publication.name)),
        }
        if !browser.is_sending(publication) && !member.is_silent {
            faults.push(format!("does not send {}", publication.name));
        }
    }
    let sids: BTreeSet<_> =
        browser.view().published.values().filter_map(|outcome| outcome.as_ref().ok()).collect();
    let ready = browser.view().published.values().filter(|outcome| outcome.is_ok()).count();
    if sids.len() != ready {
        faults.push("has the same SID for two publications".to_owned());
    }
    faults
}
