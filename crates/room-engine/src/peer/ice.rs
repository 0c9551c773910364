//! The addresses and credentials that connectivity checks use.

use str0m::net::TcpType;
use str0m::{Candidate, IceCreds, Rtc};

use crate::peer::Peer;
use crate::sdp::SessionDescription;
use crate::transport_address::{Protocol, TransportAddress};

impl Peer {
    /// The client begins anew; `ufrag` and `pwd` are this side's.
    pub(super) fn restart_ice(&mut self, offer: &SessionDescription, (ufrag, pwd): (String, String)) {
        self.remote_ufrag.clone_from(&offer.ice_ufrag);
        self.settings.ice_ufrag.clone_from(&ufrag);
        self.settings.ice_pwd.clone_from(&pwd);
        let remote = IceCreds { ufrag: offer.ice_ufrag.clone(), pass: offer.ice_pwd.clone() };
        self.mutate(|rtc| {
            let mut direct = rtc.direct_api();
            direct.set_local_ice_credentials(IceCreds { ufrag, pass: pwd });
            direct.set_remote_ice_credentials(remote);
            Ok(())
        });
    }
}

/// One candidate per protocol and family stands for all the addresses of a socket.
pub(super) fn add_local_candidates(rtc: &mut Rtc, addresses: &[TransportAddress]) {
    for (index, address) in addresses.iter().enumerate() {
        if addresses.iter().take(index).any(|earlier| earlier.can_reach(address)) {
            continue;
        }
        let candidate = match address.protocol {
            Protocol::Udp => Candidate::builder().udp().host(address.socket).build(),
            Protocol::Tcp => {
                Candidate::builder().tcp().host(address.socket).tcptype(TcpType::Passive).build()
            }
        };
        if let Ok(candidate) = candidate {
            rtc.add_local_candidate(candidate);
        }
    }
}
