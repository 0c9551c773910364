use std::cell::{Cell, RefCell};
use std::rc::Rc;

use twilio_video::{BackgroundProcessor, LocalMediaTrack};
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, UseStateSetter, hook, use_effect_with, use_mut_ref, use_state_eq};

use super::own_frames::watch_own_frames;
use crate::browser::{self, EFFECTS_FOLDER};
use crate::state::background::{Background, OverloadDetector};

/// What came of the wish for another background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    #[default]
    Off,
    Loading,
    On,
    /// Its parts could not be loaded, or the browser cannot do it.
    Failed,
    /// It was turned off again: this computer is too slow for it.
    TooSlow,
}

impl Effect {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Loading => "loading",
            Self::On => "on",
            Self::Failed => "failed",
            Self::TooSlow => "too-slow",
        }
    }
}

/// Puts a background behind the person for as long as it is wished for, and takes it away from computers that are too
/// slow for it; `give_up` then forgets the wish.
#[hook]
pub fn use_background(
    camera: Option<LocalMediaTrack>,
    background: Background,
    give_up: Callback<Background>,
) -> Effect {
    let effect = use_state_eq(Effect::default);
    let processors = use_mut_ref(Processors::default);
    // Why the wish was given up stands until the next one.
    let sticks = use_mut_ref(|| false);
    use_effect_with((camera.clone(), background), {
        let (effect, give_up) = (effect.setter(), give_up.clone());
        let (processors, sticks) = (processors, sticks.clone());
        move |(camera, background)| {
            let wanted = Rc::new(Cell::new(true));
            let applied: Rc<RefCell<Option<BackgroundProcessor>>> = Rc::default();
            match camera {
                Some(camera) if *background != Background::None => {
                    let work = Work {
                        camera: camera.clone(),
                        background: *background,
                        processors,
                        wanted: wanted.clone(),
                        applied: applied.clone(),
                    };
                    effect.set(Effect::Loading);
                    spawn_local(work.run(effect, give_up, sticks));
                }
                _ if !sticks.replace(false) => effect.set(Effect::Off),
                _ => {}
            }
            let camera = camera.clone();
            move || {
                wanted.set(false);
                if let (Some(camera), Some(processor)) = (camera, applied.borrow_mut().take()) {
                    // A camera that stopped meanwhile needs nothing taken away.
                    let _ = camera.remove_processor(&processor);
                }
            }
        }
    });
    use_effect_with(*effect == Effect::On, {
        let effect = effect.setter();
        move |is_on| {
            let watch = is_on.then(|| {
                let mut detector = OverloadDetector::default();
                watch_own_frames(move |pictures, seconds| {
                    if detector.note(pictures, seconds) {
                        sticks.replace(true);
                        effect.set(Effect::TooSlow);
                        give_up.emit(Background::None);
                    }
                })
            });
            move || drop(watch)
        }
    });
    *effect
}

/// Each is made once, since it keeps a worker for itself.
#[derive(Default)]
struct Processors {
    blur: Option<BackgroundProcessor>,
    picture: Option<BackgroundProcessor>,
}

/// One wish on its way.
struct Work {
    camera: LocalMediaTrack,
    background: Background,
    processors: Rc<RefCell<Processors>>,
    wanted: Rc<Cell<bool>>,
    applied: Rc<RefCell<Option<BackgroundProcessor>>>,
}

impl Work {
    async fn run(
        self,
        effect: UseStateSetter<Effect>,
        give_up: Callback<Background>,
        sticks: Rc<RefCell<bool>>,
    ) {
        let processor = self.processor().await;
        if !self.wanted.get() {
            return;
        }
        let added = processor.filter(|processor| self.camera.add_processor(processor).is_ok());
        if let Some(processor) = added {
            self.applied.replace(Some(processor));
            effect.set(Effect::On);
        } else {
            sticks.replace(true);
            effect.set(Effect::Failed);
            give_up.emit(Background::None);
        }
    }

    async fn processor(&self) -> Option<BackgroundProcessor> {
        browser::load_effects().await.ok()?;
        if !BackgroundProcessor::is_supported() {
            return None;
        }
        let Some(address) = self.background.picture() else {
            let known = self.processors.borrow().blur.clone();
            if known.is_some() {
                return known;
            }
            let made = BackgroundProcessor::blur(EFFECTS_FOLDER).ok()?;
            made.load_model().await.ok()?;
            return Some(self.processors.borrow_mut().blur.get_or_insert(made).clone());
        };
        let picture = browser::load_picture(&address).await.ok()?;
        let known = self.processors.borrow().picture.clone();
        if let Some(known) = known {
            known.set_picture(&picture).ok()?;
            return Some(known);
        }
        let made = BackgroundProcessor::picture(EFFECTS_FOLDER, &picture).ok()?;
        made.load_model().await.ok()?;
        Some(self.processors.borrow_mut().picture.get_or_insert(made).clone())
    }
}
