// What the page finds in its browser: the library, the backend behind `fetch`, devices and permissions. All of it
// does what the test says; `install` starts anew. One file, because wasm-bindgen takes along no others.

// Every emitter since the last `forget`, to see whose listeners stay behind.
let emitters = [];

class Emitter {
  #listeners = new Map();

  constructor() {
    emitters.push(this);
  }

  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  removeListener(event, listener) {
    this.#listeners.set(event, (this.#listeners.get(event) ?? []).filter((other) => other !== listener));
    return this;
  }

  // Like Node's: walks the listeners as they were when the call began, and lets their exceptions through.
  emit(event, ...args) {
    for (const listener of this.#listeners.get(event) ?? []) listener.apply(this, args);
  }

  get listenerTotal() {
    return [...this.#listeners.values()].reduce((total, listeners) => total + listeners.length, 0);
  }
}

export const listenersLeft = () => emitters.reduce((total, emitter) => total + emitter.listenerTotal, 0);

export const forget = () => {
  emitters = [];
};

// A room of twilio-video.js, with the library's order of events.

class Track extends Emitter {
  attachedTo = new Set();

  constructor(properties) {
    super();
    Object.assign(this, { isStarted: true, isEnabled: true }, properties);
  }

  // What the page said of how large it is shown, last.
  setContentPreferences({ renderDimensions: { width, height } }) {
    this.shownSize = `${width} × ${height}`;
    return this;
  }

  attach(element) {
    element.srcObject = new MediaStream();
    this.attachedTo.add(element);
    return element;
  }

  detach(element) {
    this.attachedTo.delete(element);
    return element;
  }
}

class LocalTrack extends Track {
  isStopped = false;

  constructor(properties, constraints) {
    super(properties);
    this.mediaStreamTrack ??= source(this.kind, constraints);
  }

  // Like the library's: the end of the old device is told as any other.
  async restart(constraints) {
    this.stop();
    this.mediaStreamTrack = source(this.kind, constraints);
    this.isStopped = false;
  }

  disable() {
    this.isEnabled = false;
    this.emit("disabled", this);
    return this;
  }

  enable() {
    this.isEnabled = true;
    this.emit("enabled", this);
    return this;
  }

  stop() {
    this.isStopped = true;
    this.emit("stopped", this);
    return this;
  }
}

// Made of one of the browser's tracks, as a shared screen is; it ends with it.
class WrappedTrack extends LocalTrack {
  constructor(mediaStreamTrack, { name }) {
    super({ kind: mediaStreamTrack.kind, name, mediaStreamTrack });
    mediaStreamTrack.addEventListener("ended", () => this.stop());
  }

  stop() {
    this.mediaStreamTrack.stop();
    return super.stop();
  }
}

const mediaKinds = (tracks) => tracks.map(({ kind }) => kind).filter((kind) => kind !== "data");

class LocalDataTrack extends Emitter {
  kind = "data";
  sent = [];

  constructor({ name }) {
    super();
    this.name = name;
  }

  send(data) {
    this.sent.push(typeof data === "string" ? data : new Uint8Array(data));
    return this;
  }
}

class RemoteParticipant extends Emitter {
  state = "connected";
  networkQualityLevel = null;
  tracks = new Map();

  constructor(sid, identity) {
    super();
    Object.assign(this, { sid, identity });
  }
}

class LocalParticipant extends Emitter {
  sid = "PA0";
  identity = "me";
  state = "connected";
  tracks = new Map();
  parameters = null;

  publishTrack(track, options) {
    publishedInCall += 1;
    return Promise.resolve(this.add(track, options));
  }

  setParameters(parameters) {
    this.parameters = parameters;
    return this;
  }

  unpublishTrack(track) {
    const publication = [...this.tracks.values()].find((other) => other.track === track) ?? null;
    if (publication) this.tracks.delete(publication.trackSid);
    return publication;
  }

  add(track, options) {
    const trackSid = `MT0-${track.name}`;
    const { name: trackName, kind } = track;
    const priority = options?.priority ?? "standard";
    const publication = Object.assign(new Emitter(), { trackSid, trackName, kind, track, priority });
    this.tracks.set(trackSid, publication);
    return publication;
  }
}

export class FakeRoom extends Emitter {
  sid = "RM1";
  name = "My Room";
  state = "connected";
  localParticipant = new LocalParticipant();
  participants = new Map();
  dominantSpeaker = null;

  disconnect() {
    this.leave(undefined);
    return this;
  }

  arrive(sid, identity) {
    const participant = new RemoteParticipant(sid, identity);
    this.participants.set(sid, participant);
    this.emit("participantConnected", participant);
  }

  depart(sid) {
    const participant = this.participants.get(sid);
    participant.state = "disconnected";
    for (const publication of participant.tracks.values()) this.#unsubscribe(participant, publication);
    this.participants.delete(sid);
    this.emit("participantDisconnected", participant);
  }

  publish(sid, kind) {
    this.#publish(sid, kind, kind);
  }

  // Shares a screen under that name.
  share(sid, name) {
    this.#publish(sid, "video", name);
  }

  // Shares the sound of a screen under that name.
  shareSound(sid, name) {
    this.#publish(sid, "audio", name);
  }

  // `null`: nobody.
  speak(sid) {
    this.dominantSpeaker = sid ? this.participants.get(sid) : null;
    this.emit("dominantSpeakerChanged", this.dominantSpeaker);
  }

  // Whoever is not among the others is ourselves.
  changeNetworkQuality(sid, level) {
    const participant = this.participants.get(sid) ?? this.localParticipant;
    participant.networkQualityLevel = level;
    participant.emit("networkQualityLevelChanged", level, null);
  }

  #publish(sid, kind, name) {
    const participant = this.participants.get(sid);
    const trackSid = `MT-${sid}-${name}`;
    const publication = Object.assign(new Emitter(), {
      trackSid,
      trackName: name,
      kind,
      isSubscribed: false,
      isTrackEnabled: true,
      track: null,
    });
    participant.tracks.set(trackSid, publication);
    this.emit("trackPublished", publication, participant);
    publication.track = new Track({ kind, name, sid: trackSid });
    publication.isSubscribed = true;
    this.emit("trackSubscribed", publication.track, publication, participant);
  }

  // The participant's messages reach us from now on.
  hear(sid) {
    const participant = this.participants.get(sid);
    const track = Object.assign(new Emitter(), { kind: "data", name: "ona-ana", sid: `MT-${sid}-data` });
    const publication = Object.assign(new Emitter(), {
      trackSid: track.sid,
      trackName: track.name,
      kind: "data",
      isSubscribed: true,
      isTrackEnabled: true,
      track,
    });
    participant.tracks.set(track.sid, publication);
    this.emit("trackSubscribed", track, publication, participant);
  }

  say(sid, data) {
    const [participant, { track }] = this.#find(sid, "data");
    this.emit("trackMessage", typeof data === "string" ? data : data.slice().buffer, track, participant);
  }

  // The message of ours that says this.
  said(words) {
    const tracks = [...this.localParticipant.tracks.values()].map(({ track }) => track);
    return tracks.flatMap(({ sent }) => sent ?? []).find((text) => text.includes?.(words)) ?? "";
  }

  unpublish(sid, kind) {
    const [participant, publication] = this.#find(sid, kind);
    this.#unsubscribe(participant, publication);
    participant.tracks.delete(publication.trackSid);
    this.emit("trackUnpublished", publication, participant);
  }

  mute(sid, kind) {
    this.#enable(sid, kind, false);
  }

  unmute(sid, kind) {
    this.#enable(sid, kind, true);
  }

  // The server holds a picture back.
  switchOff(sid, name) {
    this.#switch(sid, name, true);
  }

  switchOn(sid, name) {
    this.#switch(sid, name, false);
  }

  // The participant's connection is lost and being restored.
  lose(sid) {
    this.#changeState(sid, "reconnecting", "participantReconnecting");
  }

  find(sid) {
    this.#changeState(sid, "connected", "participantReconnected");
  }

  // Our own connection is lost and being restored.
  interrupt() {
    this.state = "reconnecting";
    this.emit("reconnecting", Object.assign(new Error("lost"), { code: 53001, name: "TwilioError" }));
  }

  resume() {
    this.state = "connected";
    this.emit("reconnected");
  }

  end(code) {
    this.leave(Object.assign(new Error("over"), { code, name: "TwilioError" }));
  }

  leave(error) {
    if (this.state === "disconnected") return;
    this.state = "disconnected";
    for (const participant of this.participants.values()) {
      for (const publication of participant.tracks.values()) this.#unsubscribe(participant, publication);
    }
    this.emit("disconnected", this, error);
    this.localParticipant.tracks.clear();
  }

  // How many elements play a participant's track.
  players(sid, kind) {
    return this.#find(sid, kind)[1].track.attachedTo.size;
  }

  // What the server was told of how large a picture is shown.
  shownSize(sid, name) {
    return this.#find(sid, name)[1].track.shownSize ?? "";
  }

  // Names and priorities of what we publish, without the data track.
  published() {
    const media = [...this.localParticipant.tracks.values()].filter(({ kind }) => kind !== "data");
    return media.map(({ trackName, priority }) => `${trackName} ${priority}`).sort().join(", ");
  }

  bitrateLimit() {
    return this.localParticipant.parameters?.maxVideoBitrate ?? 0;
  }

  // Of devices; the data track is always there.
  publishedKinds() {
    return mediaKinds([...this.localParticipant.tracks.values()]).sort().join(" ");
  }

  #find(sid, kind) {
    const participant = this.participants.get(sid);
    return [participant, participant.tracks.get(`MT-${sid}-${kind}`)];
  }

  #unsubscribe(participant, publication) {
    const { track } = publication;
    publication.isSubscribed = false;
    publication.track = null;
    this.emit("trackUnsubscribed", track, publication, participant);
  }

  #enable(sid, kind, enabled) {
    const [participant, publication] = this.#find(sid, kind);
    publication.isTrackEnabled = enabled;
    publication.track.isEnabled = enabled;
    this.emit(enabled ? "trackEnabled" : "trackDisabled", publication, participant);
  }

  #switch(sid, name, off) {
    const [participant, publication] = this.#find(sid, name);
    publication.track.isSwitchedOff = off;
    this.emit(off ? "trackSwitchedOff" : "trackSwitchedOn", publication.track, publication, participant);
  }

  #changeState(sid, state, event) {
    const participant = this.participants.get(sid);
    participant.state = state;
    this.emit(event, participant);
  }
}

// The browser

let devices;
let permissions;
let refusals;
let permission;
let localTracks;
let requests;
let answer;
let occupancy;
let catalogues;
let publishedInCall;
let attempts;
let play;
let screens;
let screenHasSound;

export function install() {
  forget();
  devices = [
    { kind: "videoinput", deviceId: "camera-1", label: "Built-in camera" },
    { kind: "videoinput", deviceId: "camera-2", label: "Second camera" },
    { kind: "audioinput", deviceId: "microphone-1", label: "Built-in microphone" },
    { kind: "audiooutput", deviceId: "speaker-1", label: "Built-in speaker" },
    { kind: "audiooutput", deviceId: "speaker-2", label: "Headset" },
  ];
  permissions = { camera: new EventTarget(), microphone: new EventTarget() };
  refusals = { audio: null, video: null };
  permission = Promise.resolve();
  localTracks = [];
  requests = [];
  occupancy = {};
  catalogues = {};
  publishedInCall = 0;
  attempts = [];
  play = () => new Promise(() => {});
  screens = [];
  screenHasSound = false;
  const login = { token: "token", identity: "me~abc123", room: "My Room", signaling_url: "/signaling" };
  answerLogin(200, JSON.stringify(login));
  showAddress("/");
  localStorage.clear();
  sessionStorage.clear();

  globalThis.Twilio = {
    Video: {
      isSupported: true,
      version: "2.36.0",
      LocalDataTrack,
      connect,
      createLocalTracks,
      createLocalAudioTrack,
      createLocalVideoTrack,
    },
  };
  Object.assign(Twilio.Video, { LocalAudioTrack: WrappedTrack, LocalVideoTrack: WrappedTrack });
  globalThis.fetch = async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/occupancy") return Response.json(occupancy);
    if (pathname in catalogues) return new Response(catalogues[pathname]);
    requests.push(await request.clone().text());
    return answer();
  };
  const query = async ({ name }) => {
    const state = () => (refusals[name === "camera" ? "video" : "audio"] ? "denied" : "granted");
    return Object.defineProperty(permissions[name], "state", { configurable: true, get: state });
  };
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query } });
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => [...devices],
    getDisplayMedia,
    getSupportedConstraints: () => ({}),
  });
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: mediaDevices });
  HTMLMediaElement.prototype.play = () => play();
}

// Devices

// What feeds a track: the device that is asked for, or the first.
function source(kind, constraints) {
  const those = devices.filter((device) => device.kind === `${kind}input`);
  const wish = constraints?.deviceId?.exact;
  const { deviceId } = (wish ? those.find((device) => device.deviceId === wish) : those[0]) ?? {};
  if (wish && !deviceId) throw new DOMException("No", "OverconstrainedError");
  return Object.create(MediaStreamTrack.prototype, {
    getSettings: { value: () => ({ deviceId }) },
    clone: { value: () => source(kind, constraints) },
    stop: { value: () => {} },
    enabled: { value: true, writable: true },
  });
}

async function take(kinds, options) {
  await permission;
  const refusal = kinds.map((kind) => refusals[kind]).find(Boolean);
  if (refusal) throw refusal;
  const tracks = kinds.map((kind) => new LocalTrack({ kind, name: `own ${kind}` }, options[kind]));
  localTracks.push(...tracks);
  return tracks;
}

const createLocalTracks = (options) => take(["audio", "video"].filter((kind) => options[kind]), options);
const createLocalAudioTrack = async (audio) => (await take(["audio"], { audio }))[0];
const createLocalVideoTrack = async (video) => (await take(["video"], { video }))[0];

// The browser's question stays open until the function that this gives is called.
export function hesitate() {
  let decide;
  permission = new Promise((resolve) => {
    decide = resolve;
  });
  return decide;
}

// A screen to share: a canvas without anything on it.
async function getDisplayMedia() {
  if (refusals.screen) throw refusals.screen;
  const canvas = document.createElement("canvas");
  canvas.getContext("2d");
  const stream = canvas.captureStream();
  if (screenHasSound) stream.addTrack(new AudioContext().createMediaStreamDestination().stream.getTracks()[0]);
  screens.push(...stream.getTracks());
  return stream;
}

// The browser's own bar ends the sharing.
export const endSharing = () =>
  screens.forEach((track) => {
    track.stop();
    track.dispatchEvent(new Event("ended"));
  });

export const giveScreenSound = () => {
  screenHasSound = true;
};

export const isSharing = () => screens.some((track) => track.readyState === "live");

export const loseScreenSharing = () => {
  Object.defineProperty(navigator.mediaDevices, "getDisplayMedia", { configurable: true, value: undefined });
};

export const refuseDevice = (kind, error) => {
  refusals[kind] = new DOMException("No", error);
};

export const allowDevice = (kind) => {
  refusals[kind] = null;
};

// As by the switch in the browser's settings.
export function allowLate(kind) {
  allowDevice(kind);
  permissions[kind === "video" ? "camera" : "microphone"].dispatchEvent(new Event("change"));
}

export function plugIn(kind, deviceId, label) {
  devices.push({ kind: kind === "speaker" ? "audiooutput" : `${kind}input`, deviceId, label });
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}

export function plugOut(deviceId) {
  devices = devices.filter((device) => device.deviceId !== deviceId);
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}

// The device that feeds the last track of a kind.
export const deviceInUse = (kind) =>
  localTracks.findLast((track) => track.kind === kind)?.mediaStreamTrack.getSettings().deviceId ?? "";

// How often something was published after the room had been joined.
export const publishedInCallCount = () => publishedInCall;

export const unplug = (kind) => localTracks.filter((track) => track.kind === kind).forEach((track) => track.stop());

export const wasTaken = (kind) => localTracks.some((track) => track.kind === kind);

// Whether some device of that kind is on: taken and not stopped.
export const isOn = (kind) => localTracks.some((track) => track.kind === kind && !track.isStopped);

export const isMuted = (kind) => localTracks.filter((track) => track.kind === kind).every((track) => !track.isEnabled);

export const blockSound = () => {
  play = () => Promise.reject(new DOMException("Touch me", "NotAllowedError"));
};

export const allowSound = () => {
  play = () => Promise.resolve();
};

// The backend

export function answerLogin(status, body) {
  answer = () => new Response(body, { status });
}

export function answerOccupancy(participants) {
  occupancy = { participants };
}

export function answerMessages(language, catalogue) {
  catalogues[`/messages/${language}.ftl`] = catalogue;
}

export function breakLogin() {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
}

export const requestCount = () => requests.length;
export const lastRequest = () => requests.at(-1);

// The library

// Like the library's: a `then`, a `cancel`, but no Promise.
class CancelablePromise {
  canceled = false;
  #promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));

  then(...handlers) {
    return this.#promise.then(...handlers);
  }

  cancel() {
    this.canceled = true;
    this.reject(new Error("Canceled"));
    return this;
  }
}

function connect(token, options) {
  const promise = new CancelablePromise();
  attempts.push({ token, options, promise });
  return promise;
}

export const loseLibrary = () => {
  delete globalThis.Twilio;
};

export const attemptCount = () => attempts.length;
export const isCanceled = () => attempts.at(-1).promise.canceled;

export const connectOptions = () => {
  const { tracks, ...options } = attempts.at(-1).options;
  return JSON.stringify({ ...options, tracks: mediaKinds(tracks) });
};

export function admit(room) {
  const { options, promise } = attempts.at(-1);
  options.tracks.forEach((track) => room.localParticipant.add(track));
  promise.resolve(room);
}

export function refuse(code) {
  attempts.at(-1).promise.reject(Object.assign(new Error("no"), { code, name: "TwilioError" }));
}

// Hands

export function enter(input, text) {
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

export const press = (element, key, shiftKey) =>
  element.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));

// A finger on the element, at shares of its width and height.
export function point(element, type, pointerId, x, y) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { clientX: left + x * width, clientY: top + y * height };
  element.dispatchEvent(new PointerEvent(type, { pointerId, ...at, pointerType: "touch", bubbles: true }));
}

// A file is chosen.
export const choose = (input, name, bytes) => {
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

export function chooseOption(select, value) {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

export const showAddress = (path) => history.replaceState(null, "", path);

// The tab is closed, reloaded or put away.
export const hidePage = () => dispatchEvent(new PageTransitionEvent("pagehide"));

export const submit = (form) => form.requestSubmit();

export const eventLoopTurn = () => new Promise((resolve) => setTimeout(resolve));
