//! Answers and indications of a TURN server.

use std::net::SocketAddr;

use turn_types::attribute::{Data, XorPeerAddress};
use turn_types::message::DATA;
use turn_types::stun::attribute::{AttributeType, AttributeWrite, ErrorCode, UnknownAttributes};
use turn_types::stun::message::{
    IntegrityAlgorithm, IntegrityKey, Message, MessageClass, MessageType, MessageWrite, MessageWriteExt,
    MessageWriteVec, StunWriteError, TransactionId,
};

/// A success, signed for the client.
pub fn success(
    request: &Message<'_>,
    attributes: &[&dyn AttributeWrite],
    key: &IntegrityKey,
) -> Result<Vec<u8>, StunWriteError> {
    let mut answer = Message::builder_success(request, MessageWriteVec::new());
    for attribute in attributes {
        answer.add_attribute(*attribute)?;
    }
    answer.add_message_integrity_with_key(key, IntegrityAlgorithm::Sha1)?;
    Ok(answer.finish())
}

/// A refusal; signed if the client is known.
pub fn error(
    request: &Message<'_>,
    code: u16,
    attributes: &[&dyn AttributeWrite],
    key: Option<&IntegrityKey>,
) -> Result<Vec<u8>, StunWriteError> {
    let mut answer = Message::builder_error(request, MessageWriteVec::new());
    answer.add_attribute(&ErrorCode::builder(code).build()?)?;
    for attribute in attributes {
        answer.add_attribute(*attribute)?;
    }
    if let Some(key) = key {
        answer.add_message_integrity_with_key(key, IntegrityAlgorithm::Sha1)?;
    }
    Ok(answer.finish())
}

/// Refuses attributes that must be understood and are not.
pub fn unknown_attributes(
    request: &Message<'_>,
    unknown: &[AttributeType],
) -> Result<Vec<u8>, StunWriteError> {
    error(request, ErrorCode::UNKNOWN_ATTRIBUTE, &[&UnknownAttributes::new(unknown)], None)
}

/// What a peer sent, for a client that has bound no channel to it.
pub fn data_indication(
    peer: SocketAddr,
    contents: &[u8],
    transaction: TransactionId,
) -> Result<Vec<u8>, StunWriteError> {
    let kind = MessageType::from_class_method(MessageClass::Indication, DATA);
    let mut indication = Message::builder(kind, transaction, MessageWriteVec::new());
    indication.add_attribute(&XorPeerAddress::new(peer, transaction))?;
    indication.add_attribute(&Data::new(contents))?;
    Ok(indication.finish())
}

/// What a peer sent, for a client that has bound a channel to it; on a stream it ends at a multiple of four bytes (RFC 8656
/// §12.5). `None` if it is too long for a channel.
pub fn channel_data(channel: u16, contents: &[u8], is_stream: bool) -> Option<Vec<u8>> {
    let length = u16::try_from(contents.len()).ok()?;
    let mut packet = [&channel.to_be_bytes(), &length.to_be_bytes(), contents].concat();
    if is_stream {
        packet.resize(packet.len().next_multiple_of(4), 0);
    }
    Some(packet)
}
