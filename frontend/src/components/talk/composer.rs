use std::rc::Rc;

use shared::call_message::{
    CHAT_LENGTH_LIMIT, ChatFault, ChatText, FILE_SIZE_LIMIT, FileName, FileSize, FileSizeFault,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::{
    Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, SubmitEvent, component, html,
    use_callback, use_node_ref, use_state_eq,
};

use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::hooks::TalkWish;
use crate::messages::{Message, use_messages};

#[derive(PartialEq, Properties)]
pub struct ComposerProps {
    pub act: Callback<TalkWish>,
}

/// Where one writes: Enter sends, Shift and Enter begin a new line. Files are chosen beside it.
#[component]
pub fn Composer(props: &ComposerProps) -> Html {
    let messages = use_messages();
    let problem = use_state_eq(|| None::<Message>);
    let (field, chooser) = (use_node_ref(), use_node_ref());

    let send = use_callback(props.act.clone(), {
        let (field, problem) = (field.clone(), problem.setter());
        move |(), act: &Callback<TalkWish>| {
            let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
            match ChatText::parse(&field.value()) {
                Ok(text) => {
                    act.emit(TalkWish::Write(text));
                    field.set_value("");
                    fit(&field);
                    problem.set(None);
                }
                Err(ChatFault::Blank) => {}
                Err(ChatFault::TooLong) => {
                    problem.set(Some(Message::new("talk-chat-too-long").with("limit", CHAT_LENGTH_LIMIT)));
                }
            }
            let _ = field.focus();
        }
    });
    let onsubmit = send.reform(|event: SubmitEvent| event.prevent_default());
    let onkeydown = use_callback(send, |event: KeyboardEvent, send| {
        // While characters are composed, Enter takes one of them.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send.emit(());
        }
    });
    let oninput = use_callback((), {
        let field = field.clone();
        move |_: InputEvent, ()| {
            if let Some(field) = field.cast() {
                fit(&field);
            }
        }
    });
    let choose = use_callback((), {
        let chooser = chooser.clone();
        move |_: MouseEvent, ()| {
            if let Some(chooser) = chooser.cast::<HtmlInputElement>() {
                chooser.click();
            }
        }
    });
    let onchange = use_callback(props.act.clone(), {
        let (chooser, problem) = (chooser.clone(), problem.setter());
        move |_: Event, act: &Callback<TalkWish>| {
            let Some(chooser) = chooser.cast::<HtmlInputElement>() else { return };
            let files = chooser.files();
            for file in (0..).map_while(|index| files.as_ref()?.get(index)) {
                let (act, problem) = (act.clone(), problem.clone());
                spawn_local(async move { problem.set(send_file(file, &act).await.err()) });
            }
            // The same file can be chosen again.
            chooser.set_value("");
        }
    });

    let hint = messages.format("talk-file-choose", &[("limit", megabytes(FILE_SIZE_LIMIT).into())]);
    html! {
        <form id="composer" class="composer" {onsubmit}>
            <p class="composer__problem" role="alert">
                if let Some(problem) = &*problem {
                    { messages.say(problem) }
                }
            </p>
            <div class="composer__row">
                <button
                    id="chat_file"
                    class="button button--plain"
                    type="button"
                    aria-label={hint.clone()}
                    title={hint}
                    onclick={choose}
                >
                    <Icon picture={Picture::Attach} />
                </button>
                <input ref={chooser} id="chat_file_input" type="file" multiple=true hidden=true {onchange} />
                <textarea
                    ref={field}
                    id="chat_text"
                    class="composer__text"
                    rows="1"
                    dir="auto"
                    data-first-focus="true"
                    placeholder={messages.text("talk-chat-write")}
                    aria-label={messages.text("talk-chat-write")}
                    {onkeydown}
                    {oninput}
                />
                <button
                    id="chat_send"
                    class="button button--plain composer__send"
                    type="submit"
                    aria-label={messages.text("talk-chat-send")}
                    title={messages.text("talk-chat-send")}
                >
                    <Icon picture={Picture::Send} />
                </button>
            </div>
        </form>
    }
}

/// # Errors
/// What to tell the person: that the file is too large, empty, or not to be read.
async fn send_file(file: File, act: &Callback<TalkWish>) -> Result<(), Message> {
    let named = |id: &'static str| Message::new(id).with("name", file.name());
    let unreadable = || named("talk-file-unreadable");
    // Browsers count in floating point; what is larger than the type is too large all the same.
    let bytes = file.size().min(f64::from(u32::MAX)) as u32;
    let size = FileSize::new(bytes).map_err(|fault| match fault {
        FileSizeFault::Empty => named("talk-file-empty"),
        FileSizeFault::TooLarge => named("talk-file-too-large").with("limit", megabytes(FILE_SIZE_LIMIT)),
    })?;
    let name = FileName::parse(&file.name()).map_err(|_| unreadable())?;
    let bytes = browser::read_file(&file).await.ok_or_else(unreadable)?;
    // A file that changed while it was read is another one.
    if bytes.len() != size.bytes() as usize {
        return Err(unreadable());
    }
    act.emit(TalkWish::SendFile { name, size, bytes: Rc::new(bytes) });
    Ok(())
}

/// Whole ones.
fn megabytes(bytes: u32) -> u32 {
    bytes / (1024 * 1024)
}

/// Makes the field as high as its text; its style sets the limits.
fn fit(field: &HtmlTextAreaElement) {
    let lines = field.value().split('\n').count();
    field.set_rows(u32::try_from(lines).unwrap_or(u32::MAX).min(6));
}
