//! What the engine asks of the shell: is this token good, and give me random bytes.

use thiserror::Error;

/// Checks access tokens. Keys and the wall clock stay in the shell.
pub trait TokenVerifier: Send {
    /// Checks signature, times and grants, in the order of Twilio's codes.
    ///
    /// # Errors
    /// The first fault found.
    fn verify(&self, token: &str) -> Result<Admission, TokenFault>;

    /// The ICE servers for the holder of a token that was verified; none unless the shell has some.
    fn ice_servers(&self, _token: &str) -> Vec<IceServer> {
        Vec::new()
    }
}

/// Unpredictable bytes: SIDs, session ids and ICE credentials are made of them.
pub trait RandomSource: Send {
    fn fill(&mut self, bytes: &mut [u8]);
}

/// A server that helps a client to reach this one, as browsers describe it (`RTCIceServer`).
#[derive(Clone, PartialEq, Eq)]
pub struct IceServer {
    pub urls: Vec<String>,
    pub username: String,
    pub credential: String,
}

impl std::fmt::Debug for IceServer {
    /// Without the credentials.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IceServer").field("urls", &self.urls).finish_non_exhaustive()
    }
}

/// Whom a token lets in, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    pub identity: String,
    /// The only room (unique name or SID) the token opens; `None` opens every room.
    pub room: Option<String>,
}

/// Why a token is refused. The numbers are Twilio's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TokenFault {
    #[error("invalid access token")]
    Malformed,
    #[error("invalid access token header")]
    Header,
    #[error("invalid access token issuer or subject")]
    Issuer,
    #[error("access token expired or expiration date invalid")]
    Expired,
    #[error("access token not yet valid")]
    NotYetValid,
    #[error("invalid access token grants")]
    Grants,
    #[error("invalid access token signature")]
    Signature,
    #[error("participant identity is invalid")]
    Identity,
    #[error("participant identity is too long")]
    IdentityTooLong,
}

impl TokenFault {
    pub fn code(self) -> u32 {
        match self {
            Self::Malformed => 20101,
            Self::Header => 20102,
            Self::Issuer => 20103,
            Self::Expired => 20104,
            Self::NotYetValid => 20105,
            Self::Grants => 20106,
            Self::Signature => 20107,
            Self::Identity => 53200,
            Self::IdentityTooLong => 53201,
        }
    }
}
