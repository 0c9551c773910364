//! What a connection carries: two readings of the browser's statistics make rates.

use serde_json::Value;

/// What one reading says (`RTCStatsReport`, by the W3C's identifiers for WebRTC's statistics). Counts are since the
/// beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub streams: Vec<Stream>,
    pub line: Line,
}

/// The path that everything takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// How we reach the server: `host`, `srflx`, `prflx` or `relay`.
    pub candidate: Option<String>,
    /// `udp` or `tcp`; of a relay, how we reach it.
    pub protocol: Option<String>,
    pub cipher: Option<String>,
    /// In milliseconds.
    pub round_trip: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Received,
    Sent,
}

/// One sound or picture in one direction; of a picture that is sent in several sizes, one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// The report's own id, the same in every reading.
    pub id: String,
    pub direction: Direction,
    pub is_video: bool,
    /// The id of the browser's track, where there is one.
    pub track: Option<String>,
    /// Seconds; only differences count.
    pub time: f64,
    pub bytes: f64,
    pub packets: f64,
    pub lost: f64,
    /// In pixels.
    pub size: Option<(u32, u32)>,
    /// In frames per second.
    pub frame_rate: Option<f64>,
    pub codec: Option<String>,
    /// The size among several, by its name, and the parts within it, such as `L1T3`.
    pub layer: Option<String>,
}

/// A stream between two readings.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    pub stream: Stream,
    /// In bits per second.
    pub bitrate: f64,
    /// From 0 to 1, of the packets that should have come.
    pub loss: f64,
}

impl Reading {
    /// Reads the reports of all connections.
    pub fn of(reports: &[Value]) -> Self {
        let find = |id: &Value| {
            let id = id.as_str()?;
            reports.iter().find(|report| report["id"].as_str() == Some(id))
        };
        let streams = reports.iter().filter_map(|report| Stream::of(report, find)).collect();
        let transport = reports.iter().find(|report| {
            report["type"] == "transport" && find(&report["selectedCandidatePairId"]).is_some()
        });
        let pair = transport
            .and_then(|transport| find(&transport["selectedCandidatePairId"]))
            // Firefox marks the pair itself.
            .or_else(|| {
                reports.iter().find(|report| report["type"] == "candidate-pair" && report["selected"] == true)
            });
        let local = pair.and_then(|pair| find(&pair["localCandidateId"]));
        let line = Line {
            candidate: local.and_then(|local| text(&local["candidateType"])),
            protocol: local
                .and_then(|local| text(&local["relayProtocol"]).or_else(|| text(&local["protocol"]))),
            cipher: transport.and_then(|transport| text(&transport["srtpCipher"])),
            round_trip: pair
                .and_then(|pair| pair["currentRoundTripTime"].as_f64())
                .map(|seconds| seconds * 1000.0),
        };
        Self { streams, line }
    }

    /// What flowed since an earlier reading. A stream that is new has no rates yet, and is left out.
    pub fn since(&self, before: &Self) -> Vec<Rate> {
        let rate = |stream: &Stream| {
            let before = before.streams.iter().find(|known| known.id == stream.id)?;
            let seconds = stream.time - before.time;
            if seconds <= 0.0 {
                return None;
            }
            let lost = (stream.lost - before.lost).max(0.0);
            let expected = (stream.packets - before.packets).max(0.0) + lost;
            Some(Rate {
                bitrate: (stream.bytes - before.bytes).max(0.0) * 8.0 / seconds,
                loss: if expected > 0.0 { lost / expected } else { 0.0 },
                stream: stream.clone(),
            })
        };
        self.streams.iter().filter_map(rate).collect()
    }
}

impl Stream {
    fn of<'reports>(report: &Value, find: impl Fn(&Value) -> Option<&'reports Value>) -> Option<Self> {
        let (direction, bytes, packets) = match report["type"].as_str()? {
            "inbound-rtp" => (Direction::Received, "bytesReceived", "packetsReceived"),
            "outbound-rtp" => (Direction::Sent, "bytesSent", "packetsSent"),
            _ => return None,
        };
        // What the other side says of what we send, which alone knows what was lost.
        let remote = find(&report["remoteId"]);
        let lost = match direction {
            Direction::Received => report["packetsLost"].as_f64(),
            Direction::Sent => remote.and_then(|remote| remote["packetsLost"].as_f64()),
        };
        let source = find(&report["mediaSourceId"]);
        let layers = [text(&report["rid"]), text(&report["scalabilityMode"])];
        let layer = layers.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some(Self {
            id: text(&report["id"])?,
            direction,
            is_video: report["kind"] == "video",
            track: text(&report["trackIdentifier"])
                .or_else(|| source.and_then(|source| text(&source["trackIdentifier"]))),
            time: report["timestamp"].as_f64()? / 1000.0,
            bytes: report[bytes].as_f64().unwrap_or_default(),
            packets: report[packets].as_f64().unwrap_or_default(),
            lost: lost.unwrap_or_default(),
            size: pixels(&report["frameWidth"]).zip(pixels(&report["frameHeight"])),
            frame_rate: report["framesPerSecond"].as_f64(),
            codec: find(&report["codecId"])
                .and_then(|codec| text(&codec["mimeType"]))
                .map(|kind| kind.split_once('/').map_or(kind.clone(), |(_, name)| name.to_owned())),
            layer: (!layer.is_empty()).then_some(layer),
        })
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn pixels(value: &Value) -> Option<u32> {
    value.as_f64().map(|pixels| pixels as u32)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reports(time: f64, bytes: u32, packets: u32, lost: i32) -> Vec<Value> {
        vec![
            json!({
                "id": "IT1", "type": "inbound-rtp", "kind": "video", "timestamp": time, "trackIdentifier": "camera",
                "bytesReceived": bytes, "packetsReceived": packets, "packetsLost": lost, "frameWidth": 640,
                "frameHeight": 360, "framesPerSecond": 24, "codecId": "C1"
            }),
            json!({
                "id": "OT1", "type": "outbound-rtp", "kind": "video", "timestamp": time, "bytesSent": bytes,
                "packetsSent": packets, "rid": "1", "scalabilityMode": "L1T3", "mediaSourceId": "S1", "remoteId": "R1"
            }),
            json!({ "id": "R1", "type": "remote-inbound-rtp", "packetsLost": lost }),
            json!({ "id": "S1", "type": "media-source", "trackIdentifier": "own camera" }),
            json!({ "id": "C1", "type": "codec", "mimeType": "video/VP8" }),
            json!({
                "id": "T1", "type": "transport", "srtpCipher": "AEAD_AES_128_GCM", "selectedCandidatePairId": "P1"
            }),
            json!({ "id": "P1", "type": "candidate-pair", "localCandidateId": "L1", "currentRoundTripTime": 0.025 }),
            json!({ "id": "L1", "type": "local-candidate", "candidateType": "prflx", "protocol": "udp" }),
        ]
    }

    #[test]
    fn reads_what_is_received_and_sent_and_by_which_way() {
        let Reading { streams, line } = Reading::of(&reports(1000.0, 100, 10, 0));
        let [received, sent] = streams.as_slice() else { panic!("{streams:?}") };
        assert_eq!((received.direction, sent.direction), (Direction::Received, Direction::Sent));
        assert_eq!((received.track.as_deref(), sent.track.as_deref()), (Some("camera"), Some("own camera")));
        assert_eq!((received.size, received.codec.as_deref()), (Some((640, 360)), Some("VP8")));
        assert_eq!(sent.layer.as_deref(), Some("1 L1T3"));
        assert_eq!((line.candidate.as_deref(), line.protocol.as_deref()), (Some("prflx"), Some("udp")));
        assert_eq!((line.cipher.as_deref(), line.round_trip), (Some("AEAD_AES_128_GCM"), Some(25.0)));
    }

    #[test]
    fn two_readings_make_rates() {
        let before = Reading::of(&reports(1000.0, 1_000, 10, 0));
        let rates = Reading::of(&reports(3000.0, 251_000, 100, 10)).since(&before);
        assert_eq!(rates[0].bitrate, 1_000_000.0);
        assert_eq!((rates[0].loss, rates[1].loss), (0.1, 0.1));
    }

    #[test]
    fn a_stream_without_a_past_has_no_rate() {
        let now = Reading::of(&reports(1000.0, 1, 1, 0));
        assert!(now.since(&Reading::default()).is_empty());
        assert!(now.since(&now).is_empty());
    }

    #[test]
    fn counts_that_fall_are_no_negative_rate() {
        let before = Reading::of(&reports(1000.0, 1_000, 10, 5));
        let rates = Reading::of(&reports(2000.0, 500, 5, 2)).since(&before);
        assert_eq!((rates[0].bitrate, rates[0].loss), (0.0, 0.0));
    }

    #[test]
    fn odd_reports_say_nothing() {
        let odd = [json!(null), json!(7), json!({}), json!({ "type": "inbound-rtp" }), json!({ "type": 1 })];
        assert_eq!(Reading::of(&odd), Reading::default());
    }

    #[test]
    fn a_relays_own_protocol_counts() {
        let reports = [
            json!({ "id": "P1", "type": "candidate-pair", "selected": true, "localCandidateId": "L1" }),
            json!({
                "id": "L1", "type": "local-candidate", "candidateType": "relay", "protocol": "udp",
                "relayProtocol": "tcp"
            }),
        ];
        let line = Reading::of(&reports).line;
        assert_eq!((line.candidate.as_deref(), line.protocol.as_deref()), (Some("relay"), Some("tcp")));
    }
}
