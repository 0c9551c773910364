use serde::{Deserialize, Serialize};

/// Which room is asked about, in the address's query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccupancyQuery {
    /// Absent or blank: the default room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
}

/// How many people are in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occupancy {
    /// Absent where the backend cannot tell, as in Twilio mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participants: Option<u32>,
}

impl Occupancy {
    /// The name of the count, for readers that know no types.
    pub const PARTICIPANTS: &str = "participants";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_left_out() {
        let unknown = Occupancy { participants: None };
        assert_eq!(serde_json::to_string(&unknown).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<Occupancy>("{}").unwrap(), unknown);
        let two = format!(r#"{{"{}":2}}"#, Occupancy::PARTICIPANTS);
        assert_eq!(serde_json::from_str::<Occupancy>(&two).unwrap(), Occupancy { participants: Some(2) });
    }
}
