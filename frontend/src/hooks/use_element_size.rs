use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::{NodeRef, hook, use_effect_with, use_state_eq};

use crate::state::layout::Size;

/// Steps in which sizes are told, in CSS pixels: a window that is being dragged must not draw at every one of them.
const STEP: u32 = 4;

/// The size of an element, and every other that it takes.
#[hook]
pub fn use_element_size(node: NodeRef) -> Size {
    let size = use_state_eq(Size::default);
    use_effect_with(node, {
        let size = size.setter();
        move |node| {
            let observer = node
                .cast::<Element>()
                .map(|element| Observer::new(&element.clone(), move || size.set(measure(&element))));
            move || drop(observer)
        }
    });
    *size
}

fn measure(element: &Element) -> Size {
    let round = |pixels: i32| u32::try_from(pixels).unwrap_or_default() / STEP * STEP;
    Size { width: round(element.client_width()), height: round(element.client_height()) }
}

/// Watches the size of an element until it is dropped. It tells the first size, too.
pub struct Observer {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn Fn()>,
}

impl Observer {
    pub fn new(element: &Element, changed: impl Fn() + 'static) -> Self {
        changed();
        let callback = Closure::<dyn Fn()>::new(changed);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self { observer, _callback: callback }
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
