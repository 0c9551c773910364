//! Parameters of a request: names and values, in the query or in the body.

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Payload;
use url::form_urlencoded;

use super::BODY_BYTES;
use super::fault::Fault;

/// What stands in a text for bytes that were no UTF-8.
pub const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

#[derive(Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a body. One of another content type has no parameters, as at Twilio.
    pub async fn read(request: &HttpRequest, body: Payload) -> Result<Self, Fault> {
        let too_large = || Fault::too_large(BODY_BYTES);
        let bytes = body.to_bytes_limited(BODY_BYTES).await.map_err(|_| too_large())?;
        let bytes = bytes.map_err(|_| Fault::parameter("body", "it ended early"))?;
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form = content_type.is_none_or(|text| text.starts_with("application/x-www-form-urlencoded"));
        Ok(if is_form { Self::parse(&bytes) } else { Self::default() })
    }

    pub fn of_query(request: &HttpRequest) -> Self {
        Self::parse(request.query_string().as_bytes())
    }

    fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The value, if it is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// The values of a name that is given several times, or once with commas.
    pub fn list<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let values = self.0.iter().filter(move |(other, _)| other == name);
        values.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty())
    }

    pub fn boolean(&self, name: &str) -> Result<bool, Fault> {
        match self.get(name) {
            None => Ok(false),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(Fault::parameter(name, "give true or false")),
        }
    }

    /// What is given besides `names`, for addresses of other pages of a list.
    pub fn without<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.filter(move |(name, _)| !names.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_repeated_or_with_commas() {
        let form = Form::parse(b"VideoCodecs=VP8&VideoCodecs=H264&Other=%5B%5D+a");
        assert_eq!(form.list("VideoCodecs").collect::<Vec<_>>(), ["VP8", "H264"]);
        assert_eq!(form.get("Other"), Some("[] a"));
        let form = Form::parse(b"VideoCodecs=VP8%2CH264&Empty=");
        assert_eq!(form.list("VideoCodecs").collect::<Vec<_>>(), ["VP8", "H264"]);
        assert_eq!(form.get("Empty"), None);
    }

    #[test]
    fn what_is_no_utf_8_can_be_told() {
        assert!(Form::parse(b"UniqueName=a%ffb").get("UniqueName").unwrap().contains(REPLACEMENT));
    }
}
