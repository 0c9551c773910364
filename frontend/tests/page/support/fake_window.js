// What the page asks of its window and of the system beside devices: each remembers what it was asked for.

let frame = null;
let isHidden;
let locks;
let filling;
let floating;
let copied;
let mayCopy;
let saved;
let notes;

export function installWindow() {
  frame?.remove();
  frame = null;
  isHidden = false;
  locks = [];
  filling = null;
  floating = null;
  copied = "";
  mayCopy = true;
  saved = null;
  notes = [];
  const getter = (object, name, get) => Object.defineProperty(object, name, { configurable: true, get });
  const value = (object, name, value) => Object.defineProperty(object, name, { configurable: true, value });

  value(navigator, "wakeLock", { request: async () => lockScreen() });
  getter(document, "visibilityState", () => (isHidden ? "hidden" : "visible"));

  value(document, "fullscreenEnabled", true);
  getter(document, "fullscreenElement", () => filling);
  value(document, "exitFullscreen", async () => fill(null));
  Element.prototype.requestFullscreen = async function () {
    fill(this);
  };

  value(document, "pictureInPictureEnabled", true);
  getter(document, "pictureInPictureElement", () => floating);
  value(document, "exitPictureInPicture", async () => {
    floating = null;
  });
  HTMLVideoElement.prototype.requestPictureInPicture = async function () {
    floating = this;
  };

  const writeText = async (text) => {
    if (!mayCopy) throw new DOMException("No", "NotAllowedError");
    copied = text;
  };
  value(navigator, "clipboard", { writeText });
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) return HTMLElement.prototype.click.call(this);
    saved = { name: this.download, text: fetchBlob(this.href) };
  };

  HTMLMediaElement.prototype.setSinkId = async function (id) {
    this.dataset.speaker = id;
  };
  OscillatorNode.prototype.start = function () {
    notes.push(this.frequency.value);
  };
  OscillatorNode.prototype.stop = () => {};
}

// The screen

// The page is shown on a screen of this size, in CSS pixels, from the next time that it is opened.
export function showOnScreen(width, height) {
  frame = Object.assign(document.createElement("iframe"), { width, height });
  document.body.append(frame);
}

// What the page is shown in, in its styles.
export function screen(css) {
  const shown = frame ? frame.contentDocument : document;
  if (!shown.querySelector("#styles")) {
    shown.head.append(Object.assign(shown.createElement("style"), { id: "styles", textContent: css }));
  }
  return shown.body;
}

// What reaches beyond the sides of the screen, where nobody can scroll to.
export function outOfSight() {
  const { document: shown, innerWidth } = frame.contentWindow;
  const { scrollWidth } = shown.documentElement;
  const scrolls = scrollWidth > innerWidth ? [`the page is ${scrollWidth} pixels wide`] : [];
  const texts = [...shown.querySelectorAll("a, button, h1, h2, input, label, p, select, textarea")];
  const out = texts.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isSeen = width > 1 && element.checkVisibility() && !element.closest(".visually-hidden");
    return isSeen && (left < -1 || right > innerWidth + 1);
  });
  return [...scrolls, ...out.map(({ id, className, localName }) => id || className || localName)];
}

function lockScreen() {
  if (isHidden) throw new DOMException("Not in sight", "NotAllowedError");
  const lock = {
    isHeld: true,
    release: async () => {
      lock.isHeld = false;
    },
  };
  locks.push(lock);
  return lock;
}

export const screenIsKeptOn = () => locks.some(({ isHeld }) => isHeld);

// The browser takes every lock away from a tab that is out of sight.
export function hideTab() {
  isHidden = true;
  locks = [];
  document.dispatchEvent(new Event("visibilitychange"));
}

export function showTab() {
  isHidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
}

function fill(element) {
  filling = element;
  document.dispatchEvent(new Event("fullscreenchange"));
}

export const fillsScreen = () => filling === document.documentElement;

// The browser's own way out, by Escape.
export const leaveFullScreen = () => fill(null);

export function loseExtraWindows() {
  Object.defineProperty(document, "fullscreenEnabled", { configurable: true, value: false });
  Object.defineProperty(document, "pictureInPictureEnabled", { configurable: true, value: undefined });
}

// The id of the tile whose picture has a window of its own; empty if none has.
export const floatingTile = () => floating?.closest(".tile").id ?? "";

// Whether the browser would ask before the page is left.
export const asksBeforeLeaving = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

// What leaves the page

export const copiedText = () => copied;

export const refuseCopying = () => {
  mayCopy = false;
};

// Reads it at once: its address does not live long.
const fetchBlob = (address) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve(request.responseText);
    request.onerror = reject;
    request.open("GET", address);
    request.send();
  });

// Name and text of the file that was saved last, below each other.
export const savedFile = async () => (saved ? `${saved.name}\n${await saved.text}` : "");

// Sound

// The pitches of the notes that were played, in hertz.
export const playedNotes = () => notes;

export const forgetNotes = () => {
  notes = [];
};

// What is rendered

const renders = new PerformanceObserver((list) => collect(list.getEntries()));
renders.observe({ type: "mark" });
let rendered = [];

function collect(entries) {
  for (const { name } of entries) {
    const tile = name.match(/^render tile (.+)/)?.[1];
    if (tile) rendered.push(tile);
  }
}

// The ids of the tiles that were rendered since the last call, sorted, once for each time.
export function takeRenderedTiles() {
  collect(renders.takeRecords());
  return rendered.splice(0).sort();
}

// The keyboard

export const release = (element, key) => element.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }));

export const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
