//! Which devices the browser knows, and what to do when they come and go.

/// What a device is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    Camera,
    Microphone,
    Speaker,
}

impl DeviceKind {
    /// `MediaDeviceInfo.kind`
    pub fn parse(kind: &str) -> Option<Self> {
        match kind {
            "videoinput" => Some(Self::Camera),
            "audioinput" => Some(Self::Microphone),
            "audiooutput" => Some(Self::Speaker),
            _ => None,
        }
    }

    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Microphone => "microphone",
            Self::Speaker => "speaker",
        }
    }
}

/// `MediaDeviceInfo`. Before the person allowed anything, ids and labels are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceInfo {
    pub kind: DeviceKind,
    pub id: String,
    pub label: String,
}

/// The id that Chromium gives to an entry of its own for whatever the system's default is at the time.
pub const DEFAULT_ID: &str = "default";
/// A second such entry, for calls, on Windows.
const COMMUNICATIONS_ID: &str = "communications";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceList(Vec<DeviceInfo>);

/// What a change of the list means for a device in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follow {
    Keep,
    /// Take another one: this, or whichever the browser prefers.
    Change(Option<String>),
}

impl DeviceList {
    pub fn new(devices: impl IntoIterator<Item = DeviceInfo>) -> Self {
        Self(devices.into_iter().collect())
    }

    /// Those of a kind that can be told apart, in the browser's order. The default's own entry is none of them.
    pub fn choices(&self, kind: DeviceKind) -> impl Iterator<Item = &DeviceInfo> {
        self.of(kind).filter(|device| !matches!(device.id.as_str(), "" | DEFAULT_ID | COMMUNICATIONS_ID))
    }

    pub fn has_any(&self, kind: DeviceKind) -> bool {
        self.of(kind).next().is_some()
    }

    pub fn has(&self, kind: DeviceKind, id: &str) -> bool {
        self.of(kind).any(|device| device.id == id)
    }

    /// What to do about a device of this kind now that the list `before` has become this one. `in_use` is the device that
    /// the page holds, `chosen` the one that the person asked for, if any.
    pub fn follow(
        &self,
        before: &Self,
        kind: DeviceKind,
        in_use: Option<&str>,
        chosen: Option<&str>,
    ) -> Follow {
        if let Some(chosen) = chosen
            && in_use != Some(chosen)
            && self.has(kind, chosen)
            && !before.has(kind, chosen)
        {
            return Follow::Change(Some(chosen.to_owned()));
        }
        let is_gone = in_use.is_some_and(|id| !id.is_empty() && !self.has(kind, id));
        if is_gone && self.has_any(kind) {
            return Follow::Change(None);
        }
        let follows_default = chosen.is_none_or(|chosen| !self.has(kind, chosen));
        match (before.default_label(kind), self.default_label(kind)) {
            (Some(old), Some(new)) if follows_default && old != new => Follow::Change(None),
            _ => Follow::Keep,
        }
    }

    fn of(&self, kind: DeviceKind) -> impl Iterator<Item = &DeviceInfo> {
        self.0.iter().filter(move |device| device.kind == kind)
    }

    /// The label of the default's own entry names the device behind it; browsers without such an entry list the default
    /// first.
    fn default_label(&self, kind: DeviceKind) -> Option<&str> {
        let entry = self.of(kind).find(|device| device.id == DEFAULT_ID).or_else(|| self.of(kind).next());
        entry.map(|device| device.label.as_str()).filter(|label| !label.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: DeviceKind = DeviceKind::Microphone;

    fn list(devices: &[(&str, &str)]) -> DeviceList {
        DeviceList::new(devices.iter().map(|(id, label)| DeviceInfo {
            kind: KIND,
            id: (*id).to_owned(),
            label: (*label).to_owned(),
        }))
    }

    #[test]
    fn entries_for_defaults_and_nameless_ones_cannot_be_chosen() {
        let list =
            list(&[("default", "Default - Desk"), ("communications", "Desk"), ("", ""), ("d", "Desk")]);
        assert_eq!(list.choices(KIND).map(|device| device.id.as_str()).collect::<Vec<_>>(), ["d"]);
        assert_eq!(list.choices(DeviceKind::Camera).count(), 0);
    }

    #[test]
    fn the_next_one_is_taken_when_the_one_in_use_goes() {
        let before = list(&[("desk", "Desk"), ("head", "Headset")]);
        let after = list(&[("desk", "Desk")]);
        assert_eq!(after.follow(&before, KIND, Some("head"), Some("head")), Follow::Change(None));
        assert_eq!(list(&[]).follow(&before, KIND, Some("head"), None), Follow::Keep);
    }

    #[test]
    fn the_chosen_one_is_taken_when_it_comes_back() {
        let without = list(&[("desk", "Desk")]);
        let with = list(&[("desk", "Desk"), ("head", "Headset")]);
        let back = Follow::Change(Some("head".to_owned()));
        assert_eq!(with.follow(&without, KIND, Some("desk"), Some("head")), back);
        assert_eq!(with.follow(&with, KIND, Some("desk"), Some("head")), Follow::Keep);
    }

    #[test]
    fn a_new_default_is_followed_by_whoever_chose_none() {
        let before = list(&[("default", "Default - Desk"), ("desk", "Desk"), ("head", "Headset")]);
        let after = list(&[("default", "Default - Headset"), ("desk", "Desk"), ("head", "Headset")]);
        assert_eq!(after.follow(&before, KIND, Some("default"), None), Follow::Change(None));
        assert_eq!(after.follow(&before, KIND, Some("desk"), Some("desk")), Follow::Keep);
        assert_eq!(after.follow(&before, KIND, Some("desk"), Some("gone")), Follow::Change(None));
    }

    #[test]
    fn labels_that_become_known_are_no_new_default() {
        let before = list(&[("", "")]);
        let after = list(&[("desk", "Desk"), ("head", "Headset")]);
        assert_eq!(after.follow(&before, KIND, Some("desk"), None), Follow::Keep);
    }
}
