//! What a hostile participant does to the call. Nobody shall expect what becomes of it.

use room_engine::{Input, TransportAddress};
use signaling::msp::Channel;

use crate::browser::ForgedPacket;
use crate::simulation::Simulation;

impl Simulation {
    /// Sends a packet in the place of one of an own track.
    pub(crate) fn send_forged(&mut self, browser: usize, publication: u16, packet: &ForgedPacket<'_>) {
        self.browsers[browser].send_forged(publication, packet, self.now);
        self.flush_actions();
    }

    /// Sends a packet from a browser's address, outside its connection.
    pub(crate) fn send_datagram(&mut self, browser: usize, contents: &[u8]) {
        let source = TransportAddress::udp(self.public[browser]);
        self.feed(Input::Datagram { source, local: None, contents });
    }

    /// Says anything on a media-signaling channel.
    pub(crate) fn send_signal(&mut self, browser: usize, channel: Channel, data: &[u8]) {
        self.browsers[browser].send_signal(channel, data, self.now);
        self.flush_actions();
    }

    /// A subscriber asks for key frames of everything.
    pub(crate) fn ask_for_key_frames(&mut self, browser: usize) {
        self.browsers[browser].ask_for_key_frames(self.now);
        self.flush_actions();
    }
}
