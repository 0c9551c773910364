//! The tracks that the app publishes, and what it sends on them.

use std::time::Instant;

use signaling::rsp::TrackKind;

use crate::browser::payload::Stamp;
use crate::browser::peer_connection::LocalTrack;
use crate::browser::{Browser, LocalPublication, MUTED, track_name};

impl Browser {
    pub(crate) fn publish(&mut self, kind: TrackKind, now: Instant) -> u16 {
        self.published_so_far += 1;
        let number = self.published_so_far;
        let id = format!("{{{:08x}-{}-{number}}}", self.random.draw() as u32, self.number);
        let name = track_name(self.number, number);
        let track = match kind {
            TrackKind::Audio => LocalTrack::Audio,
            TrackKind::Video => LocalTrack::Video(self.camera.clone()),
            TrackKind::Data => LocalTrack::Data(self.data_settings),
        };
        if let Some(connection) = &mut self.connection {
            connection.add_track(id.clone(), track.clone());
        }
        self.publications.push(LocalPublication {
            number,
            id,
            name,
            kind,
            enabled: true,
            sent: 0,
            track,
            next: now,
        });
        self.participant_changed(now);
        self.negotiate(now);
        number
    }

    pub(crate) fn unpublish(&mut self, number: u16, now: Instant) {
        let Some(index) = self.publications.iter().position(|publication| publication.number == number)
        else {
            return;
        };
        let publication = self.publications.remove(index);
        if let Some(connection) = &mut self.connection {
            connection.remove_track(&publication.id);
        }
        self.participant_changed(now);
        self.negotiate(now);
    }

    pub(crate) fn set_enabled(&mut self, number: u16, enabled: bool, now: Instant) {
        let publication = self.publications.iter_mut().find(|publication| publication.number == number);
        if let Some(publication) = publication.filter(|publication| publication.enabled != enabled) {
            publication.enabled = enabled;
            self.participant_changed(now);
        }
    }

    /// Sends a numbered message on a data track; `None` if its channel is not open.
    pub(crate) fn send_message(&mut self, number: u16, now: Instant) -> Option<String> {
        let publication = self.publications.iter_mut().find(|publication| publication.number == number)?;
        let text = format!("{} says {}", publication.name, publication.sent);
        let sent = self.connection.as_mut()?.send_message(&publication.id, false, text.as_bytes(), now);
        publication.sent += u32::from(sent);
        sent.then_some(text)
    }

    /// Sends bytes on a data track; `false` if its channel is not open or its buffer is full. Text begins with the
    /// track's name and ` says `.
    pub(crate) fn send_data(&mut self, number: u16, binary: bool, data: &[u8], now: Instant) -> bool {
        let publication = self.publications.iter().find(|publication| publication.number == number);
        match (&mut self.connection, publication) {
            (Some(connection), Some(publication)) => {
                connection.send_message(&publication.id, binary, data, now)
            }
            _ => false,
        }
    }

    pub(super) fn send_media(&mut self, now: Instant) {
        let Some(connection) = &mut self.connection else { return };
        for publication in self.publications.iter_mut().filter(|publication| publication.next <= now) {
            let stamp = Stamp { browser: self.number, publication: publication.number, ..Stamp::default() };
            match &publication.track {
                LocalTrack::Audio => {
                    let loudness = if publication.enabled { self.loudness } else { MUTED };
                    connection.send_sound(&publication.id, stamp, loudness, now);
                    publication.next = now + self.sound_interval;
                }
                LocalTrack::Video(camera) => {
                    connection.send_picture(&publication.id, (camera, self.video_codec), stamp, now);
                    publication.next = now + camera.frame_interval;
                }
                LocalTrack::Data(_) => {}
            }
        }
    }

    pub(super) fn participant_changed(&mut self, now: Instant) {
        self.revision += 1;
        self.unsent_participant = true;
        self.flush(now);
    }

    pub(super) fn negotiate(&mut self, now: Instant) {
        if let Some(connection) = &mut self.connection {
            connection.negotiate(now);
            self.handle_connection_events(now);
        }
    }
}
