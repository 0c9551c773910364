// Every emitter since the last `forget`, to see whose listeners stay behind.
let emitters = [];

export class Emitter {
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
