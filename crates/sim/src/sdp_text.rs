//! Session descriptions as text: what the library reads and rewrites in them with regular expressions.

/// One `m=` section, line by line.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub lines: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct SdpText {
    pub session: Vec<String>,
    pub sections: Vec<Section>,
}

pub(crate) const DIRECTIONS: [&str; 4] = ["sendrecv", "sendonly", "recvonly", "inactive"];

impl SdpText {
    pub fn parse(text: &str) -> Self {
        let mut session = Vec::new();
        let mut sections: Vec<Section> = Vec::new();
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            if line.starts_with("m=") {
                sections.push(Section { lines: Vec::new() });
            }
            match sections.last_mut() {
                Some(section) => section.lines.push(line.to_owned()),
                None => session.push(line.to_owned()),
            }
        }
        Self { session, sections }
    }

    pub fn to_text(&self) -> String {
        let lines = self.session.iter().chain(self.sections.iter().flat_map(|section| &section.lines));
        lines.flat_map(|line| [line.as_str(), "\r\n"]).collect()
    }

    pub fn has_application(&self) -> bool {
        self.sections.iter().any(|section| section.kind() == "application" && !section.is_rejected())
    }

    /// What is wrong with a description of the server, beyond what str0m checks: the library's own demands.
    pub fn faults(&self, text: &str, is_offer: bool) -> Vec<String> {
        let mut faults = Vec::new();
        if text.replace("\r\n", "").contains(['\r', '\n']) {
            faults.push("a line does not end with CRLF".to_owned());
        }
        let bundle =
            self.session.iter().find_map(|line| line.strip_prefix("a=group:BUNDLE")).unwrap_or_default();
        let bundled: Vec<&str> = bundle.split_whitespace().collect();
        let mut ids: Vec<&str> = Vec::new();
        for section in &self.sections {
            let Some(mid) = section.attribute("mid") else {
                faults.push("a section has no mid".to_owned());
                continue;
            };
            if section.is_rejected() {
                continue;
            }
            let is_media = section.kind() != "application";
            if !bundled.contains(&mid) {
                faults.push(format!("section {mid} is not bundled"));
            }
            if is_media && section.attribute("rtcp-mux").is_none() {
                faults.push(format!("section {mid} does not multiplex RTCP"));
            }
            let inherited = |name| {
                let prefix = format!("a={name}:");
                section
                    .attribute(name)
                    .or_else(|| self.session.iter().find_map(|line| line.strip_prefix(&prefix)))
            };
            if inherited("ice-ufrag").is_none() || inherited("fingerprint").is_none() {
                faults.push(format!("section {mid} has no ICE user name or fingerprint"));
            }
            let expected = if is_offer { "actpass" } else { "passive" };
            if inherited("setup") != Some(expected) {
                faults.push(format!("section {mid} has setup {:?}, not {expected}", inherited("setup")));
            }
            if let (true, Some(id)) = (section.sends(), section.msid()) {
                if ids.contains(&id) {
                    faults.push(format!("two sections carry the track {id}"));
                }
                ids.push(id);
            }
        }
        faults
    }
}

impl Section {
    pub fn kind(&self) -> &str {
        self.lines.first().and_then(|line| line.strip_prefix("m=")?.split(' ').next()).unwrap_or_default()
    }

    pub fn is_rejected(&self) -> bool {
        let is_port_zero = self.lines.first().and_then(|line| line.split(' ').nth(1)) == Some("0");
        is_port_zero && self.attribute("bundle-only").is_none()
    }

    /// The value of `a=name:value`, or an empty text for `a=name`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| {
            let rest = line.strip_prefix("a=")?.strip_prefix(name)?;
            if rest.is_empty() { Some("") } else { rest.strip_prefix(':') }
        })
    }

    pub fn mid(&self) -> &str {
        self.attribute("mid").unwrap_or_default()
    }

    /// The id of the track: the last token of `a=msid`.
    pub fn msid(&self) -> Option<&str> {
        self.attribute("msid")?.split(' ').next_back()
    }

    pub fn direction(&self) -> &'static str {
        let said = DIRECTIONS.into_iter().find(|direction| self.attribute(direction).is_some());
        if self.is_rejected() { "inactive" } else { said.unwrap_or("sendrecv") }
    }

    pub fn sends(&self) -> bool {
        matches!(self.direction(), "sendrecv" | "sendonly")
    }

    pub fn receives(&self) -> bool {
        matches!(self.direction(), "sendrecv" | "recvonly")
    }

    pub fn set_direction(&mut self, direction: &str) {
        for line in &mut self.lines {
            if line.strip_prefix("a=").is_some_and(|value| DIRECTIONS.contains(&value)) {
                *line = format!("a={direction}");
            }
        }
    }

    /// The SSRC that is named first, with that of its repairs.
    pub fn source(&self) -> Option<(u32, Option<u32>)> {
        let ssrc = self.attribute("ssrc")?.split(' ').next()?.parse().ok()?;
        let mut group = self.attribute("ssrc-group").unwrap_or_default().split(' ');
        let repair = match (group.next(), group.next()) {
            (Some("FID"), Some(main)) if main.parse() == Ok(ssrc) => group.next()?.parse().ok(),
            _ => None,
        };
        Some((ssrc, repair))
    }

    /// Says which track is sent here, and from which SSRCs (with those of their repairs), or that none is. More than one
    /// is simulcast, as the library writes it.
    pub fn set_track(&mut self, id: Option<&str>, layers: &[(u32, Option<u32>)]) {
        let id = id.filter(|_| self.sends());
        let is_of_track = |line: &String| {
            line.starts_with("a=msid:") || line.starts_with("a=ssrc:") || line.starts_with("a=ssrc-group:")
        };
        self.lines.retain(|line| !is_of_track(line));
        let Some(id) = id else { return };
        self.lines.push(format!("a=msid:- {id}"));
        for (ssrc, repair) in layers {
            if let Some(repair) = repair {
                self.lines.push(format!("a=ssrc-group:FID {ssrc} {repair}"));
            }
            for ssrc in [Some(*ssrc), *repair].into_iter().flatten() {
                self.lines.push(format!("a=ssrc:{ssrc} cname:browser"));
                self.lines.push(format!("a=ssrc:{ssrc} msid:- {id}"));
            }
        }
        if layers.len() > 1 {
            let group: String = layers.iter().map(|(ssrc, _)| format!(" {ssrc}")).collect();
            self.lines.push(format!("a=ssrc-group:SIM{group}"));
            self.lines.push("a=x-google-flag:conference".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulcast_is_written_as_the_library_munges_it() {
        let text = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=sendrecv\r\na=msid:x y\r\n\
                    a=ssrc:10 cname:c\r\na=ssrc-group:FID 10 11\r\n";
        let mut text = SdpText::parse(text);
        let section = &mut text.sections[0];
        assert_eq!(section.source(), Some((10, Some(11))));
        section.set_track(Some("camera"), &[(10, Some(11)), (20, Some(21)), (30, Some(31))]);
        assert_eq!(section.msid(), Some("camera"));
        let has = |line: &str| section.lines.iter().any(|written| written == line);
        assert!(has("a=ssrc-group:SIM 10 20 30") && has("a=ssrc-group:FID 30 31"), "{section:?}");
        assert!(has("a=ssrc:21 msid:- camera") && !has("a=ssrc:10 cname:c"), "{section:?}");
    }
}
