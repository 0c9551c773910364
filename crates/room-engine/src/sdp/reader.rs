//! Text to values.
//!
//! Attributes that the engine acts on fault when they are malformed; those it could do without are skipped.

mod candidate;
mod section;

use super::{Fingerprint, SdpFault, SdpLimits, SessionDescription, Setup};
use section::SectionReader;

#[cfg(test)]
pub(super) use candidate::read_candidate;

/// Longest ICE user name fragment or password (RFC 8839 §5.4), in characters.
const ICE_CREDENTIAL_LENGTH: usize = 256;
/// Longest digest of a fingerprint in bytes: SHA-512.
const FINGERPRINT_BYTES: usize = 64;

pub(super) fn read(text: &str, limits: &SdpLimits) -> Result<SessionDescription, SdpFault> {
    if text.len() > limits.bytes {
        return Err(SdpFault::TooLong { limit: limits.bytes });
    }
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.len() > limits.line_bytes {
            return Err(SdpFault::LineTooLong { line: number, limit: limits.line_bytes });
        }
        if !line.is_empty() {
            reader.line(line, number, limits)?;
        }
    }
    reader.finish(limits)
}

/// What describes the one transport, at session level or in a section.
#[derive(Debug, Default)]
struct TransportAttributes {
    ice_ufrag: Option<String>,
    ice_pwd: Option<String>,
    fingerprint: Option<Fingerprint>,
    setup: Option<Setup>,
}

#[derive(Debug, Default)]
struct Reader {
    started: bool,
    origin: Option<(u64, u64)>,
    transport: TransportAttributes,
    direction: Option<super::Direction>,
    ice_lite: bool,
    extmap_allow_mixed: bool,
    candidates: Vec<super::Candidate>,
    sections: Vec<SectionReader>,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize, limits: &SdpLimits) -> Result<(), SdpFault> {
        let fault = SdpFault::Line { line: number };
        // Anything kept may be written out again, where a stray control character could start another line.
        if line.chars().any(|character| character.is_control() && character != '\t') {
            return Err(fault);
        }
        let (kind, value) = line.split_once('=').ok_or(fault)?;
        if !self.started {
            self.started = true;
            return if line == "v=0" { Ok(()) } else { Err(SdpFault::Version) };
        }
        match kind {
            "o" if self.sections.is_empty() => self.origin = Some(read_origin(value, number)?),
            "m" => {
                if self.sections.len() == limits.sections {
                    return Err(SdpFault::TooMany { what: "sections", limit: limits.sections });
                }
                self.sections.push(SectionReader::new(value, number, limits)?);
            }
            "a" => {
                let (name, value) = value.split_once(':').unwrap_or((value, ""));
                self.attribute(name, value.trim(), number, limits)?;
            }
            _ if kind.len() == 1 && kind.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {}
            _ => return Err(fault),
        }
        Ok(())
    }

    fn attribute(
        &mut self,
        name: &str,
        value: &str,
        number: usize,
        limits: &SdpLimits,
    ) -> Result<(), SdpFault> {
        match name {
            "ice-lite" => self.ice_lite = true,
            "extmap-allow-mixed" => self.extmap_allow_mixed = true,
            "candidate" => {
                let rejected = self.sections.last().is_some_and(SectionReader::is_rejected);
                if !rejected && self.candidates.len() < limits.candidates {
                    let candidate = candidate::read_candidate_value(value);
                    self.candidates
                        .extend(candidate.filter(|candidate| !self.candidates.contains(candidate)));
                }
            }
            "ice-ufrag" | "ice-pwd" | "fingerprint" | "setup" => {
                let transport =
                    self.sections.last_mut().map_or(&mut self.transport, |section| &mut section.transport);
                transport.read(name, value, number)?;
            }
            _ => match self.sections.last_mut() {
                Some(section) => section.attribute(name, value, number, limits)?,
                None => self.direction = self.direction.or(section::read_direction(name)),
            },
        }
        Ok(())
    }

    fn finish(mut self, limits: &SdpLimits) -> Result<SessionDescription, SdpFault> {
        if !self.started {
            return Err(SdpFault::Version);
        }
        let (session_id, session_version) = self.origin.ok_or(SdpFault::Missing { attribute: "o=" })?;
        let transport = self.transport();
        let mut media: Vec<super::MediaSection> = Vec::with_capacity(self.sections.len());
        let mut mids = std::collections::BTreeSet::new();
        for (index, section) in self.sections.into_iter().enumerate() {
            let section = section.finish(index, self.direction, limits)?;
            if !mids.insert(section.mid.clone()) {
                return Err(SdpFault::DuplicateMid { section: index });
            }
            media.push(section);
        }
        Ok(SessionDescription {
            session_id,
            session_version,
            ice_ufrag: transport.ice_ufrag.ok_or(SdpFault::Missing { attribute: "ice-ufrag" })?,
            ice_pwd: transport.ice_pwd.ok_or(SdpFault::Missing { attribute: "ice-pwd" })?,
            fingerprint: transport.fingerprint.ok_or(SdpFault::Missing { attribute: "fingerprint" })?,
            setup: transport.setup.ok_or(SdpFault::Missing { attribute: "setup" })?,
            ice_lite: self.ice_lite,
            extmap_allow_mixed: self.extmap_allow_mixed,
            candidates: self.candidates,
            media,
        })
    }

    /// The bundle's transport is that of its first section; what a section leaves unsaid, the session level says.
    fn transport(&mut self) -> TransportAttributes {
        let mut all: Vec<TransportAttributes> = self
            .sections
            .iter_mut()
            .filter(|section| !section.is_rejected())
            .map(|section| std::mem::take(&mut section.transport))
            .collect();
        all.push(std::mem::take(&mut self.transport));
        let mut merged = TransportAttributes::default();
        for transport in all {
            // A password belongs to the user name fragment beside it.
            if merged.ice_ufrag.is_none() && transport.ice_ufrag.is_some() {
                merged.ice_ufrag = transport.ice_ufrag;
                merged.ice_pwd = transport.ice_pwd;
            }
            merged.fingerprint = merged.fingerprint.or(transport.fingerprint);
            merged.setup = merged.setup.or(transport.setup);
        }
        merged
    }
}

impl TransportAttributes {
    fn read(&mut self, name: &str, value: &str, line: usize) -> Result<(), SdpFault> {
        let malformed = |attribute| SdpFault::Malformed { line, attribute };
        match name {
            "ice-ufrag" => {
                let ufrag = read_credential(value, 4).ok_or(malformed("ice-ufrag"))?;
                self.ice_ufrag.get_or_insert(ufrag);
            }
            "ice-pwd" => {
                let pwd = read_credential(value, 22).ok_or(malformed("ice-pwd"))?;
                self.ice_pwd.get_or_insert(pwd);
            }
            "fingerprint" => {
                let fingerprint = read_fingerprint(value).ok_or(malformed("fingerprint"))?;
                // Several digests of one certificate may be listed; SHA-256 is the one that everybody computes.
                let better = self.fingerprint.as_ref().is_none_or(|present| {
                    present.algorithm != "sha-256" && fingerprint.algorithm == "sha-256"
                });
                if better {
                    self.fingerprint = Some(fingerprint);
                }
            }
            _ => {
                let setup = match value {
                    "actpass" => Setup::ActPass,
                    "active" => Setup::Active,
                    "passive" => Setup::Passive,
                    _ => return Err(malformed("setup")),
                };
                self.setup.get_or_insert(setup);
            }
        }
        Ok(())
    }
}

fn read_origin(value: &str, line: usize) -> Result<(u64, u64), SdpFault> {
    let mut fields = value.split_ascii_whitespace().skip(1).map(str::parse);
    match (fields.next(), fields.next()) {
        (Some(Ok(id)), Some(Ok(version))) => Ok((id, version)),
        _ => Err(SdpFault::Malformed { line, attribute: "o=" }),
    }
}

fn read_credential(value: &str, shortest: usize) -> Option<String> {
    let is_ice_char = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    ((shortest..=ICE_CREDENTIAL_LENGTH).contains(&value.len()) && value.bytes().all(is_ice_char))
        .then(|| value.to_owned())
}

fn read_fingerprint(value: &str) -> Option<Fingerprint> {
    let (algorithm, digest) = value.split_once(' ')?;
    if !is_token(algorithm) {
        return None;
    }
    let bytes: Option<Vec<u8>> = digest
        .trim()
        .split(':')
        .take(FINGERPRINT_BYTES + 1)
        .map(|pair| {
            let is_pair = pair.len() == 2 && pair.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_pair.then(|| u8::from_str_radix(pair, 16).ok()).flatten()
        })
        .collect();
    let bytes = bytes.filter(|bytes| bytes.len() <= FINGERPRINT_BYTES)?;
    Some(Fingerprint { algorithm: algorithm.to_ascii_lowercase(), bytes })
}

/// RFC 8866's `token`.
fn is_token(text: &str) -> bool {
    let is_token_char = |byte: u8| matches!(byte, 0x21 | 0x23..=0x27 | 0x2A..=0x2B | 0x2D..=0x2E | 0x30..=0x39 | 0x41..=0x5A | 0x5E..=0x7E);
    !text.is_empty() && text.bytes().all(is_token_char)
}
