//! Certificates for HTTPS.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use thiserror::Error;

use crate::config::TlsFiles;

/// Why there is no HTTPS.
#[derive(Debug, Error)]
pub enum TlsError {
    #[error(
        "The certificate chain in {file} could not be read: TLS_CERT names a PEM file with the certificate first."
    )]
    Certificate { file: String },
    #[error("The private key in {file} could not be read: TLS_KEY names a PEM file with an unencrypted key.")]
    Key { file: String },
    #[error(
        "The certificate and the key do not work together ({0}): give the two that belong to each other."
    )]
    Pair(#[from] rustls::Error),
}

/// Reads the files that the operator named.
pub fn from_files(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let show = |path: &Path| path.display().to_string();
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .ok()
        .filter(|chain| !chain.is_empty())
        .ok_or_else(|| TlsError::Certificate { file: show(&files.certificate) })?;
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|_| TlsError::Key { file: show(&files.key) })?;
    Ok(server_config(chain, key)?)
}

/// A server that shows this chain, with TLS 1.2 and 1.3.
pub fn server_config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<ServerConfig, rustls::Error> {
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)
}
