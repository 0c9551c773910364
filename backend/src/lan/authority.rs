//! A certificate authority of this machine's own, made once and kept, so that a phone which trusts it goes on trusting.
//!
//! It may vouch for IP addresses and for names that exist on local networks only: somebody who steals its key cannot
//! pose as a site on the internet.

use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, GeneralSubtree,
    IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::tls;

const DAY: Duration = Duration::from_secs(86_400);
const AUTHORITY_LIFE: Duration = Duration::from_secs(3650 * 86_400);
/// Browsers refuse certificates of more than 398 days (Apple: 825 for authorities that people installed).
const LEAF_LIFE: Duration = Duration::from_secs(397 * 86_400);
/// A certificate with less than this left is renewed at the next start.
const LEAF_RENEWAL: Duration = Duration::from_secs(30 * 86_400);

/// Why the local network gets no HTTPS.
#[derive(Debug, Error)]
pub enum LanError {
    #[error(
        "The certificates in {directory} could not be read or written ({error}): choose another DATA_DIRECTORY or mend its permissions."
    )]
    Files { directory: String, error: io::Error },
    #[error("A certificate could not be made ({0}).")]
    Certificate(#[from] rcgen::Error),
    #[error(
        "The certificates in {directory} are damaged: delete that folder and start again. Phones must then install the new authority."
    )]
    Damaged { directory: String },
}

/// What the listener for the local network shows and what phones install.
#[derive(Debug)]
pub struct Authority {
    /// The authority's certificate, PEM.
    pub certificate: String,
    pub server_config: ServerConfig,
}

/// What the certificate on disk is good for.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Leaf {
    addresses: Vec<IpAddr>,
    /// Seconds since the Unix epoch.
    expires: u64,
}

impl Authority {
    /// Reads the authority and its certificate from the directory, making or renewing what is missing, runs out or is
    /// for other addresses.
    pub fn open(directory: &Path, addresses: &[IpAddr], now: SystemTime) -> Result<Self, LanError> {
        let files = Files { directory: directory.join("lan") };
        files.create_directory()?;
        let (certificate, issuer) = match files.read_pair("authority")? {
            Some((certificate, key)) => {
                let issuer = Issuer::from_ca_cert_pem(&certificate, key).map_err(|_| files.damaged())?;
                (certificate, issuer)
            }
            None => files.make_authority(now)?,
        };
        let mut wanted = addresses.to_vec();
        wanted.sort();
        wanted.dedup();
        let (leaf, key) = match files.valid_leaf(&wanted, now)? {
            Some(pair) => pair,
            None => files.make_leaf(&issuer, wanted, now)?,
        };
        let chain = [leaf.as_str(), certificate.as_str()]
            .map(|pem| CertificateDer::from_pem_slice(pem.as_bytes()))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| files.damaged())?;
        let key =
            PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).map_err(|_| files.damaged())?;
        let server_config = tls::server_config(chain, key).map_err(|_| files.damaged())?;
        Ok(Self { certificate, server_config })
    }
}

struct Files {
    directory: PathBuf,
}

impl Files {
    fn make_authority(&self, now: SystemTime) -> Result<(String, Issuer<'static, KeyPair>), LanError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = named("Ona Ana on this network");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: ["localhost", "local"]
                .map(|name| GeneralSubtree::DnsName(name.to_owned()))
                .to_vec(),
            excluded_subtrees: Vec::new(),
        });
        params.not_before = (now - DAY).into();
        params.not_after = (now + AUTHORITY_LIFE).into();
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?.pem();
        self.write("authority.key", &key.serialize_pem())?;
        self.write("authority.crt", &certificate)?;
        Ok((certificate, Issuer::new(params, key)))
    }

    fn make_leaf(
        &self,
        issuer: &Issuer<'_, KeyPair>,
        addresses: Vec<IpAddr>,
        now: SystemTime,
    ) -> Result<(String, KeyPair), LanError> {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()])?;
        params.subject_alt_names.extend(addresses.iter().copied().map(SanType::IpAddress));
        params.distinguished_name = named("Ona Ana");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        params.not_before = (now - DAY).into();
        let expires = now + LEAF_LIFE - DAY;
        params.not_after = expires.into();
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, issuer)?.pem();
        let leaf = Leaf { addresses, expires: unix_seconds(expires) };
        let description = serde_json::to_string(&leaf).map_err(|_| self.damaged())?;
        self.write("leaf.key", &key.serialize_pem())?;
        self.write("leaf.crt", &certificate)?;
        self.write("leaf.json", &description)?;
        Ok((certificate, key))
    }

    /// The certificate on disk if it is for these addresses, lasts a while, and was written whole.
    fn valid_leaf(
        &self,
        addresses: &[IpAddr],
        now: SystemTime,
    ) -> Result<Option<(String, KeyPair)>, LanError> {
        let Some(description) = self.read("leaf.json")? else {
            return Ok(None);
        };
        let Ok(leaf) = serde_json::from_str::<Leaf>(&description) else {
            return Ok(None);
        };
        if leaf.addresses != addresses || leaf.expires < unix_seconds(now + LEAF_RENEWAL) {
            return Ok(None);
        }
        self.read_pair("leaf")
    }

    fn read_pair(&self, name: &str) -> Result<Option<(String, KeyPair)>, LanError> {
        let certificate = self.read(&format!("{name}.crt"))?;
        let key = self.read(&format!("{name}.key"))?;
        match (certificate, key) {
            (Some(certificate), Some(key)) => {
                let key = KeyPair::from_pem(&key).map_err(|_| self.damaged())?;
                Ok(Some((certificate, key)))
            }
            _ => Ok(None),
        }
    }

    fn create_directory(&self) -> Result<(), LanError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.directory).map_err(|error| self.failed(error))
    }

    fn read(&self, name: &str) -> Result<Option<String>, LanError> {
        match fs::read_to_string(self.directory.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(self.damaged()),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Writes whole or not at all, readable by this user alone.
    fn write(&self, name: &str, contents: &str) -> Result<(), LanError> {
        let unfinished = self.directory.join(format!("{name}.new"));
        let write = || -> io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&unfinished)?;
            file.write_all(contents.as_bytes())?;
            file.sync_all()?;
            fs::rename(&unfinished, self.directory.join(name))
        };
        write().map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> LanError {
        LanError::Files { directory: self.directory.display().to_string(), error }
    }

    fn damaged(&self) -> LanError {
        LanError::Damaged { directory: self.directory.display().to_string() }
    }
}

fn named(name: &str) -> DistinguishedName {
    let mut distinguished_name = DistinguishedName::new();
    distinguished_name.push(DnType::CommonName, name);
    distinguished_name
}

fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(directory: &Path, name: &str) -> String {
        fs::read_to_string(directory.join("lan").join(name)).unwrap()
    }

    fn addresses(list: &[&str]) -> Vec<IpAddr> {
        list.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn the_authority_stays_and_the_certificate_follows_the_addresses() {
        let directory = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        let first = Authority::open(directory.path(), &addresses(&["192.168.1.2"]), now).unwrap();
        let leaf = read(directory.path(), "leaf.crt");
        let same =
            Authority::open(directory.path(), &addresses(&["192.168.1.2", "192.168.1.2"]), now).unwrap();
        assert_eq!(same.certificate, first.certificate);
        assert_eq!(read(directory.path(), "leaf.crt"), leaf);
        let moved = Authority::open(directory.path(), &addresses(&["10.0.0.7"]), now).unwrap();
        assert_eq!(moved.certificate, first.certificate);
        assert_ne!(read(directory.path(), "leaf.crt"), leaf);
    }

    #[test]
    fn a_certificate_is_renewed_before_it_runs_out() {
        let directory = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        let open = |days: u32| {
            Authority::open(directory.path(), &addresses(&["192.168.1.2"]), now + DAY * days).unwrap();
            read(directory.path(), "leaf.crt")
        };
        let leaf = open(0);
        assert_eq!(open(365), leaf);
        assert_ne!(open(367), leaf);
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_for_this_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        Authority::open(directory.path(), &[], SystemTime::now()).unwrap();
        for name in ["authority.key", "leaf.key"] {
            let mode = fs::metadata(directory.path().join("lan").join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn damaged_files_are_told_and_not_replaced() {
        let directory = tempfile::tempdir().unwrap();
        Authority::open(directory.path(), &[], SystemTime::now()).unwrap();
        fs::write(directory.path().join("lan/authority.key"), "nonsense").unwrap();
        let error = Authority::open(directory.path(), &[], SystemTime::now()).unwrap_err();
        assert!(matches!(error, LanError::Damaged { .. }));
    }
}
