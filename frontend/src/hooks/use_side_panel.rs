use yew::{Callback, hook, use_callback, use_state_eq};

/// What can stand beside the stage: one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Chat,
    People,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SidePanelChoice {
    pub open: Option<Panel>,
    /// Opens a panel instead of the one that is open, or closes it.
    pub toggle: Callback<Panel>,
    pub close: Callback<()>,
}

/// Which panel stands beside the stage.
#[hook]
pub fn use_side_panel() -> SidePanelChoice {
    let open = use_state_eq(|| None::<Panel>);
    let toggle = use_callback(*open, {
        let open = open.setter();
        move |panel, current| open.set((*current != Some(panel)).then_some(panel))
    });
    let close = use_callback((), {
        let open = open.setter();
        move |(), ()| open.set(None)
    });
    SidePanelChoice { open: *open, toggle, close }
}
