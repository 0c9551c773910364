//! Marks in the browser's performance timeline (W3C, User Timing): tests and `cargo xtask tiles` count by them how often
//! components are rendered. The page that people get has none.

/// Marks that `component` is rendered for what `subject` names.
#[cfg(any(debug_assertions, feature = "render-marks"))]
pub fn mark(component: &str, subject: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let name = format!("render {component} {subject}");
        // Whoever watches has heard of it then, so the timeline need not keep it.
        let _ = performance.mark(&name);
        performance.clear_marks_with_mark_name(&name);
    }
}

#[cfg(not(any(debug_assertions, feature = "render-marks")))]
pub const fn mark(_component: &str, _subject: &str) {}
