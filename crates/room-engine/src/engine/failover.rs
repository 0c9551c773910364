//! A peer connection that ended at this side: its client makes another one, and the participant stays in the room.

use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::id::{ParticipantSid, TrackSid, random_hex};
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::session::Replacement;

/// How long a client that is there may take to offer another connection: the library offers at once.
const OFFER_TIMEOUT: Duration = Duration::from_secs(15);

/// Whose connection ends again after less than this does not get a third one.
const SHORT_LIFE: Duration = Duration::from_secs(30);

/// Connections of one participant that are replaced. The library remembers each.
const MOST_FAILOVERS: u32 = 16;

/// The failovers of one participant.
#[derive(Debug, Default)]
pub(super) struct Failover {
    begun: u32,
    completed_at: Option<Instant>,
    awaited: Option<Awaited>,
}

/// The client's offer of another connection.
#[derive(Debug)]
struct Awaited {
    /// The connection that ended.
    old: String,
    until: Instant,
}

impl Failover {
    /// The connection `old` ended. Returns whether another one may take its place.
    fn begin(&mut self, old: String, now: Instant) -> bool {
        let is_short_lived =
            self.completed_at.is_some_and(|at| now.saturating_duration_since(at) < SHORT_LIFE);
        if is_short_lived || self.awaited.is_some() || self.begun >= MOST_FAILOVERS {
            return false;
        }
        self.begun += 1;
        self.awaited = Some(Awaited { old, until: now + OFFER_TIMEOUT });
        true
    }

    fn complete(&mut self, now: Instant) {
        self.awaited = None;
        self.completed_at = Some(now);
    }

    /// The client may not have heard of it before.
    pub fn wait_anew(&mut self, now: Instant) {
        if let Some(awaited) = &mut self.awaited {
            awaited.until = now + OFFER_TIMEOUT;
        }
    }

    pub fn is_awaited(&self) -> bool {
        self.awaited.is_some()
    }

    /// When the client is given up.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.awaited.as_ref().map(|awaited| awaited.until)
    }

    /// Whether a connection was ever replaced.
    pub fn has_begun(&self) -> bool {
        self.begun > 0
    }

    /// What the client has to do: to make the connection `new`.
    pub fn replacement<'a>(&'a self, new: &'a str) -> Option<Replacement<'a>> {
        self.awaited.as_ref().map(|awaited| Replacement { old: &awaited.old, new })
    }
}

impl Engine {
    /// A participant's connection is gone for good. Its client is asked for another one.
    pub(super) fn fail_over(&mut self, sid: ParticipantSid, now: Instant) {
        let connection = random_hex(&mut *self.random);
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        let old = std::mem::replace(&mut seat.connection, connection);
        if !seat.failover.begin(old, now) {
            self.expel(sid, Refusal::MediaLost, now);
            return;
        }
        tracing::debug!("asked a client for another connection");
        seat.untold.failover = true;
        seat.signaling.renew();
        seat.quality.interrupt();
        seat.addresses_seen = 0;
        let addresses = std::mem::take(&mut seat.addresses);
        for (address, _) in addresses {
            self.forget_address(address, sid);
        }
        self.busy_peers.insert(sid);
    }

    /// Answers the offer that a failover waits for. Everything that the participant receives comes anew.
    ///
    /// # Errors
    /// The offer cannot be read or used.
    pub(super) fn replace_peer(
        &mut self,
        sid: ParticipantSid,
        revision: u64,
        offer: &str,
        now: Instant,
    ) -> Result<(), Refusal> {
        let Some(room) = self.seats.get(&sid).map(|seat| seat.room) else { return Ok(()) };
        let Some(found) = self.rooms.get(&room) else { return Ok(()) };
        let video_codecs = found.settings().video_codecs.clone();
        let own = found.participant(sid).map(|participant| {
            let ids = participant.publications().map(|own| (own.id.clone(), own.sid));
            ids.collect::<Vec<(String, TrackSid)>>()
        });
        let settings = self.peer_settings(video_codecs);
        let mut peer = Peer::new(settings, revision, offer, now).map_err(Refusal::Description)?;
        let Some(seat) = self.seats.get_mut(&sid) else { return Ok(()) };
        seat.signaling.labels().for_each(|label| peer.open_signaling_channel(label));
        for (id, track) in own.unwrap_or_default() {
            peer.publish(id, track);
        }
        self.ufrags.remove(seat.peer.ice_ufrag());
        self.ufrags.insert(peer.ice_ufrag().to_owned(), sid);
        seat.peer = peer;
        seat.failover.complete(now);
        seat.appetite.weigh_soon(now);
        if let Some(room) = self.rooms.get_mut(&room) {
            room.renew_subscriptions(sid, &mut *self.random, now);
        }
        self.carry_out(room, now);
        let answered = self.seats.get_mut(&sid).map(|seat| seat.peer.answer_first_offer(now));
        answered.unwrap_or(Ok(())).map_err(Refusal::Description)
    }
}

#[cfg(test)]
mod tests;
