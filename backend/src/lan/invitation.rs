use std::net::{IpAddr, SocketAddr};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::routes::LAN_AUTHORITY_PATH;

/// What the terminal says about phones: address, code to scan, and why the phone warns.
pub fn invitation(addresses: &[IpAddr], port: u16) -> String {
    let Some(address) = addresses.first() else {
        return "* On this network: no address was found. Connect this machine to the network and start again.\n".to_owned();
    };
    let url = |address: IpAddr| format!("https://{}", SocketAddr::new(address, port));
    let first = url(*address);
    let others: String =
        addresses.iter().skip(1).map(|address| format!("  or {}\n", url(*address))).collect();
    // Most terminals write light on dark: what the terminal draws is the light part of the code.
    let code = QrCode::new(&first)
        .map(|code| code.render().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
        .unwrap_or_default();
    format!(
        "* On this network: {first}\n{others}{code}\n\
         The phone warns that it does not know who vouches for this page: this machine does, and the phone has never \
         met it.\nGo on past the warning (\"Advanced\", then \"Proceed\"), or install the authority once from \
         {first}{LAN_AUTHORITY_PATH}:\n\
         - iPhone, iPad: open it in Safari, install the profile in Settings, then switch it on under General, About, \
         Certificate Trust Settings.\n\
         - Android: download it, then Settings, Security, Encryption & credentials, Install a certificate, CA \
         certificate.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_address_is_the_one_to_scan() {
        let text = invitation(&["192.168.1.2".parse().unwrap(), "2001:db8::2".parse().unwrap()], 8443);
        assert!(
            text.starts_with(
                "* On this network: https://192.168.1.2:8443\n  or https://[2001:db8::2]:8443\n"
            )
        );
        assert!(text.contains("https://192.168.1.2:8443/ona-ana-ca.crt"));
        assert!(text.contains('█'));
    }

    #[test]
    fn without_a_network_it_says_so() {
        assert!(invitation(&[], 8443).contains("no address was found"));
    }
}
