// What the page finds in its browser: the library, the backend behind `fetch`, devices and permissions. All of it
// does what the test says; `install` starts anew.
import { forget, listenersLeft as listenersLeftBehind } from "./emitter.js";
import { FakeRoom as Room, LocalTrack } from "./fake_room.js";

// wasm-bindgen imports classes by the module that exports them.
export const FakeRoom = Room;
export const listenersLeft = listenersLeftBehind;

let refusals;
let localTracks;
let requests;
let answer;
let attempts;
let play;

export function install() {
  forget();
  refusals = { audio: null, video: null };
  localTracks = [];
  requests = [];
  attempts = [];
  play = () => new Promise(() => {});
  const login = { token: "token", identity: "me~abc123", room: "My Room", signaling_url: "/signaling" };
  answerLogin(200, JSON.stringify(login));
  localStorage.clear();
  sessionStorage.clear();

  globalThis.Twilio = {
    Video: { isSupported: true, version: "2.36.0", connect, createLocalTracks, createLocalAudioTrack, createLocalVideoTrack },
  };
  globalThis.fetch = async (request) => {
    requests.push(await request.clone().text());
    return answer();
  };
  const query = async ({ name }) => ({ state: refusals[name === "camera" ? "video" : "audio"] ? "denied" : "granted" });
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query } });
  HTMLMediaElement.prototype.play = () => play();
}

// Devices

function take(kind) {
  if (refusals[kind]) throw refusals[kind];
  const track = new LocalTrack({ kind, name: `own ${kind}` });
  localTracks.push(track);
  return track;
}

async function createLocalTracks({ audio, video }) {
  const kinds = ["audio", "video"].filter((kind) => ({ audio, video })[kind]);
  const refusal = kinds.map((kind) => refusals[kind]).find(Boolean);
  if (refusal) throw refusal;
  return kinds.map(take);
}

async function createLocalAudioTrack() {
  return take("audio");
}

async function createLocalVideoTrack() {
  return take("video");
}

export const refuseDevice = (kind, error) => {
  refusals[kind] = new DOMException("No", error);
};

export const allowDevice = (kind) => {
  refusals[kind] = null;
};

export const unplug = (kind) => localTracks.filter((track) => track.kind === kind).forEach((track) => track.stop());

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

export const attemptCount = () => attempts.length;
export const isCanceled = () => attempts.at(-1).promise.canceled;

export const connectOptions = () => {
  const { tracks, ...options } = attempts.at(-1).options;
  return JSON.stringify({ ...options, tracks: tracks.map(({ kind }) => kind) });
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

export const eventLoopTurn = () => new Promise((resolve) => setTimeout(resolve));
