// A room of twilio-video.js that does what the test says, with the library's order of events.
import { Emitter } from "./emitter.js";

class Track extends Emitter {
  attachedTo = new Set();

  constructor(properties) {
    super();
    Object.assign(this, { isStarted: true, isEnabled: true }, properties);
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

export class LocalTrack extends Track {
  isStopped = false;

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

class RemoteParticipant extends Emitter {
  state = "connected";
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

  publishTrack(track) {
    return Promise.resolve(this.add(track));
  }

  unpublishTrack(track) {
    const publication = [...this.tracks.values()].find((other) => other.track === track) ?? null;
    if (publication) this.tracks.delete(publication.trackSid);
    return publication;
  }

  add(track) {
    const trackSid = `MT0-${track.kind}`;
    const publication = Object.assign(new Emitter(), { trackSid, trackName: track.name, kind: track.kind, track });
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
    const participant = this.participants.get(sid);
    const trackSid = `MT-${sid}-${kind}`;
    const publication = Object.assign(new Emitter(), {
      trackSid,
      trackName: kind,
      kind,
      isSubscribed: false,
      isTrackEnabled: true,
      track: null,
    });
    participant.tracks.set(trackSid, publication);
    this.emit("trackPublished", publication, participant);
    publication.track = new Track({ kind, name: kind, sid: trackSid });
    publication.isSubscribed = true;
    this.emit("trackSubscribed", publication.track, publication, participant);
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

  publishedKinds() {
    return [...this.localParticipant.tracks.values()].map(({ kind }) => kind).sort().join(" ");
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

  #changeState(sid, state, event) {
    const participant = this.participants.get(sid);
    participant.state = state;
    this.emit(event, participant);
  }
}
