//! How good everybody's connection is: asked of the browsers, compared with what is seen here, told to those who want
//! to know.

use std::time::Instant;

use crate::engine::Engine;
use crate::id::ParticipantSid;
use crate::network_quality::{Report, Seen, SeenDirection, SeenMedia};
use crate::room::TrackKind;
use crate::session::{ChannelText, Verbosity};

impl Engine {
    /// Takes a report of a client, and makes its answer.
    pub(super) fn assess_network(
        &mut self,
        sid: ParticipantSid,
        report: Report,
        verbosity: Verbosity,
        now: Instant,
    ) -> Option<ChannelText> {
        let seen = self.seen_network(sid, now)?;
        let quality = self.seats.get_mut(&sid)?.quality.report(report, seen, now);
        let seat = self.seats.get(&sid)?;
        let room = self.rooms.get(&seat.room)?;
        let others = room.participants().filter(|other| other.sid() != sid && room.shows(other));
        let others =
            others.filter_map(|other| Some((other.sid(), self.seats.get(&other.sid())?.quality.latest()?)));
        seat.signaling.network_quality(&quality, others, verbosity)
    }

    fn seen_network(&self, sid: ParticipantSid, now: Instant) -> Option<Seen> {
        let seat = self.seats.get(&sid)?;
        let participant = self.rooms.get(&seat.room)?.participant(sid)?;
        let stats = seat.peer.transport_stats();
        let uplink = |kind: TrackKind| {
            let own = participant.publications().filter(|own| own.kind == kind && own.enabled);
            let layers = own.flat_map(|own| seat.peer.uplink_layers(own.sid, now));
            let bitrates: Vec<u64> = layers.map(|layer| layer.bitrate).collect();
            SeenDirection {
                is_used: bitrates.iter().any(|bitrate| *bitrate > 0),
                bitrate: Some(bitrates.iter().sum()),
                fraction_lost: stats.ingress_loss.map(f64::from),
                ..SeenDirection::default()
            }
        };
        let received = seat.appetite.received();
        let downlink = |bitrate: u64, wanted: u64| SeenDirection {
            is_used: wanted > 0,
            bitrate: Some(bitrate),
            wanted: Some(wanted),
            fraction_lost: stats.egress_loss.map(f64::from),
            ..SeenDirection::default()
        };
        Some(Seen {
            rtt: stats.round_trip,
            downlink_estimate: seat.peer.estimate(),
            is_track_switched_off: received.is_starved,
            audio: SeenMedia {
                uplink: uplink(TrackKind::Audio),
                downlink: downlink(received.audio_bitrate, received.audio_bitrate),
            },
            video: SeenMedia {
                uplink: uplink(TrackKind::Video),
                downlink: downlink(received.video_bitrate, received.wanted_bitrate),
            },
        })
    }
}
