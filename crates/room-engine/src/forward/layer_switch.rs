//! Which simulcast layer of a track a subscriber receives, packet by packet.

/// Follows one layer until the wanted one can be decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LayerSwitch {
    current: Option<usize>,
    target: Option<usize>,
}

impl LayerSwitch {
    /// Begins with this layer as soon as it can.
    pub(crate) fn to(layer: usize) -> Self {
        Self { current: None, target: Some(layer) }
    }

    /// Wants another layer, or nothing any more, which holds at once. Returns whether something changed.
    pub(crate) fn set_target(&mut self, target: Option<usize>) -> bool {
        let changed = self.target != target;
        self.target = target;
        if target.is_none() {
            self.current = None;
        }
        changed
    }

    /// Whether the subscriber gets this packet. A packet of the wanted layer that a decoder can start with ends the
    /// layer before, whose stragglers are not let through any more.
    pub(crate) fn admit(&mut self, layer: usize, can_start: bool) -> bool {
        if self.current != self.target && self.target == Some(layer) && can_start {
            self.current = self.target;
        }
        self.current == Some(layer)
    }

    /// Whether the wanted layer has not begun yet.
    pub(crate) fn is_waiting(&self) -> bool {
        self.current != self.target
    }

    pub(crate) fn target(&self) -> Option<usize> {
        self.target
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_passes_before_a_start() {
        let mut switch = LayerSwitch::to(1);
        assert!(!switch.admit(1, false));
        assert!(!switch.admit(0, true), "another layer");
        assert!(switch.admit(1, true));
        assert!(switch.admit(1, false));
    }

    #[test]
    fn the_layer_before_goes_on_until_the_new_one_starts() {
        let mut switch = LayerSwitch::to(0);
        assert!(switch.admit(0, true));
        assert!(switch.set_target(Some(2)));
        assert!(switch.is_waiting());
        assert!(switch.admit(0, false));
        assert!(!switch.admit(2, false));
        assert!(switch.admit(2, true));
        assert!(!switch.admit(0, false), "a straggler");
        assert!(!switch.admit(0, true), "a key frame of the layer before");
        assert!(!switch.is_waiting());
    }

    #[test]
    fn a_switched_off_track_starts_anew() {
        let mut switch = LayerSwitch::to(0);
        assert!(switch.admit(0, true));
        assert!(switch.set_target(None));
        assert!(!switch.admit(0, true));
        assert!(switch.set_target(Some(0)));
        assert!(!switch.admit(0, false));
        assert!(switch.admit(0, true));
    }

    #[test]
    fn a_change_of_mind_keeps_what_flows() {
        let mut switch = LayerSwitch::to(0);
        assert!(switch.admit(0, true));
        switch.set_target(Some(1));
        switch.set_target(Some(0));
        assert!(!switch.is_waiting());
        assert!(switch.admit(0, false));
        assert!(!switch.set_target(Some(0)));
    }
}
