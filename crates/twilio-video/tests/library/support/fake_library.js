// Stands in for twilio-video.js: the shapes of its objects, none of its behavior.

class Emitter {
  #listeners = new Map();

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

export const emitter = (properties) => Object.assign(new Emitter(), properties);

export const emit = (target, event, args) => target.emit(event, ...args);

export const listenerTotal = (target) => target.listenerTotal;

// A function that notes the arguments of its calls in `calls` and answers with `answer`.
export function recorder(answer) {
  const record = (...args) => {
    record.calls.push(args);
    return answer;
  };
  record.calls = [];
  return record;
}

class LocalMediaTrack extends Emitter {
  constructor(mediaStreamTrack, { name }) {
    super();
    Object.assign(this, { kind: mediaStreamTrack.kind, name, mediaStreamTrack });
  }
}

// Calls of `Video`'s functions, by token or by the track's name: tests of one page take turns at each `await`.
const calls = new Map();

function call(key, options) {
  const promise = new CancelablePromise();
  calls.set(key, { promise, options });
  return promise;
}

function nativeCall(key, options) {
  return Promise.resolve(call(key, options));
}

export const optionsOf = (key) => calls.get(key).options;
export const isCanceled = (key) => calls.get(key).promise.canceled;
export const resolve = (key, value) => calls.get(key).promise.resolve(value);
export const reject = (key, error) => calls.get(key).promise.reject(error);

// The data tracks that were constructed, by name.
const dataTracks = new Map();

export const dataTrack = (name) => dataTracks.get(name);

export function install() {
  globalThis.Twilio = {
    Video: {
      isSupported: true,
      version: "2.36.0",
      connect: call,
      createLocalAudioTrack: (options) => nativeCall(options.name, options),
      createLocalVideoTrack: (options) => nativeCall(options.name, options),
      createLocalTracks: (options) => nativeCall(options.audio.name, options),
      LocalAudioTrack: LocalMediaTrack,
      LocalVideoTrack: LocalMediaTrack,
      LocalDataTrack: class extends Emitter {
        constructor(options) {
          super();
          Object.assign(this, { kind: "data", name: options.name, send: recorder() });
          dataTracks.set(options.name, this);
        }
      },
    },
  };
}

// Loads the second library, of which every processor is remembered.
const processors = [];

export function installProcessors() {
  const Processor = class {
    constructor(options) {
      Object.assign(this, { options, loadModel: recorder(Promise.resolve()) });
      processors.push(this);
    }
  };
  globalThis.Twilio.VideoProcessors = {
    isSupported: true,
    GaussianBlurBackgroundProcessor: Processor,
    VirtualBackgroundProcessor: class extends Processor {},
  };
}

export const lastProcessor = () => processors.at(-1);

export function twilioError(code, message) {
  return Object.assign(new Error(message), { code, name: "TwilioError" });
}

export const mediaError = (name) => new DOMException("No device for you", name);
