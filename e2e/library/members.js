// A page that holds nothing but the browser library. Tests join any number of participants from it, each with a log of
// what the library told them.
(() => {
  const members = new Map();
  const { Video } = Twilio;

  const named = (participant) => participant.identity;

  class Member {
    constructor(name) {
      this.name = name;
      this.log = [];
      this.messages = [];
      this.quality = new Map();
      this.tracks = {};
      this.speak = null;
      this.stalled = () => 0;
    }

    note(...words) {
      this.log.push(words.filter((word) => word !== undefined && word !== null).join(" "));
    }

    // Makes what is asked for: `camera` and `microphone` describe sources, `data` is a list of data track options.
    async prepare({ camera, microphone, data = [] }) {
      if (microphone) {
        const { track, speak } = await e2eSources.microphone(microphone.speaking ?? false);
        this.speak = speak;
        this.tracks.microphone = new Video.LocalAudioTrack(track, { name: "microphone" });
      }
      if (camera) {
        const { name = "camera", ...source } = camera;
        const { track, stalled, resize } = e2eSources.camera(source);
        Object.assign(this, { stalled, resize });
        this.tracks[name] = new Video.LocalVideoTrack(track, { name });
      }
      for (const options of data) this.tracks[options.name] = new Video.LocalDataTrack(options);
    }

    // With `devices`, the library is left to make the tracks itself. With `token` and `signaling`, the page may come from
    // anywhere.
    async connect({ room, options, relay, signaling, token, devices = false }) {
      const login = token && signaling ? { room } : await this.login(room);
      const wsServer = signaling ?? new URL(login.signaling_url, location.origin.replace("http", "ws")).href;
      const before = e2eProbe.connections.length;
      e2eProbe.relayPort = relay ?? null;
      try {
        this.room = await Video.connect(token ?? login.token, {
          wsServer,
          insights: false,
          name: login.room,
          ...(devices ? {} : { tracks: Object.values(this.tracks) }),
          ...options,
        });
      } finally {
        e2eProbe.relayPort = null;
      }
      this.connections = e2eProbe.connections.slice(before);
      this.listen();
      if (relay) await this.answered();
      return { sid: this.room.localParticipant.sid, media_port: e2eProbe.mediaPort };
    }

    async login(room) {
      const body = JSON.stringify({ username: this.name, room });
      const response = await fetch("/login", { method: "POST", body });
      return response.json();
    }

    // The library takes the server's answer in after it is connected.
    async answered() {
      const [connection] = this.connections;
      while (!connection.remoteDescription) {
        await new Promise((changed) => connection.addEventListener("signalingstatechange", changed, { once: true }));
      }
    }

    listen() {
      const { room } = this;
      const { localParticipant } = room;
      room.participants.forEach((participant) => this.meet(participant));
      room.on("participantConnected", (participant) => {
        this.note("participantConnected", named(participant));
        this.meet(participant);
      });
      for (const event of ["participantDisconnected", "participantReconnecting", "participantReconnected"]) {
        room.on(event, (participant) => this.note(event, named(participant)));
      }
      room.on("dominantSpeakerChanged", (participant) =>
        this.note("dominantSpeakerChanged", participant ? named(participant) : "nobody"),
      );
      room.on("reconnecting", (error) => this.note("reconnecting", error?.code));
      room.on("reconnected", () => this.note("reconnected"));
      room.on("disconnected", (_, error) => this.note("disconnected", error?.code));
      room.on("recordingStarted", () => this.note("recordingStarted"));
      localParticipant.on("trackPublished", ({ trackName }) => this.note("published", trackName));
      localParticipant.on("trackPublicationFailed", (error, { name }) =>
        this.note("publicationFailed", name, error.code),
      );
      this.watchQuality(localParticipant);
    }

    meet(participant) {
      const event = (name, ...words) => this.note(name, named(participant), ...words);
      participant.on("trackPublished", ({ trackName }) => event("trackPublished", trackName));
      participant.on("trackUnpublished", ({ trackName }) => event("trackUnpublished", trackName));
      participant.on("trackSubscribed", (track) => this.take(participant, track));
      participant.on("trackUnsubscribed", (track) => {
        event("trackUnsubscribed", track.name);
        if (track.detach) track.detach().forEach((element) => element.remove());
      });
      participant.on("trackSubscriptionFailed", (error, { trackName }) =>
        event("trackSubscriptionFailed", trackName, error.code),
      );
      for (const name of ["trackSwitchedOff", "trackSwitchedOn", "trackEnabled", "trackDisabled"]) {
        participant.on(name, (track) => event(name, track.name ?? track.trackName));
      }
      participant.on("trackPublishPriorityChanged", (priority, { trackName }) =>
        event("trackPublishPriorityChanged", trackName, priority),
      );
      this.watchQuality(participant);
      participant.tracks.forEach(({ track }) => track && this.take(participant, track));
    }

    take(participant, track) {
      this.note("trackSubscribed", named(participant), track.name);
      if (track.kind === "data") {
        track.on("message", (data) => this.messages.push(typeof data === "string" ? data : new Uint8Array(data)));
      } else if (track.kind === "audio" || this.attaches) {
        const element = track.attach();
        element.dataset.of = `${this.name} ${named(participant)} ${track.name}`;
        if (this.size && track.kind === "video") Object.assign(element.style, this.size);
        document.body.append(element);
      }
    }

    watchQuality(participant) {
      const name = named(participant);
      participant.on("networkQualityLevelChanged", (level, stats) => {
        this.quality.set(name, { level, stats });
        this.note("networkQualityLevelChanged", name);
      });
    }

    element(publisher, track = "camera") {
      return document.querySelector(`[data-of="${this.name} ${publisher} ${track}"]`);
    }

    // The size at which somebody's picture is shown, in CSS pixels. Large pictures lie on each other: the library has
    // pictures switched off that are out of sight.
    show(publisher, width, height, track = "camera") {
      const { style } = this.element(publisher, track);
      Object.assign(style, { position: "absolute", inset: "0", width: `${width}px`, height: `${height}px` });
    }

    participant(name) {
      return [...this.room.participants.values()].find((participant) => named(participant) === name);
    }

    publication(name, track = "camera") {
      return [...(this.participant(name)?.tracks.values() ?? [])].find(({ trackName }) => trackName === track);
    }

    remote(name, track = "camera") {
      return this.publication(name, track)?.track;
    }

    async reports(type) {
      const all = await Promise.all(this.connections.map((connection) => connection.getStats()));
      return all.flatMap((report) => [...report.values()]).filter((entry) => entry.type === type);
    }

    // What this member receives of a remote track.
    async received(name, track = "camera") {
      const id = this.remote(name, track)?.mediaStreamTrack.id;
      const reports = await this.reports("inbound-rtp");
      const codecs = await this.reports("codec");
      const entry = reports.find(({ trackIdentifier }) => trackIdentifier === id);
      if (!entry) return null;
      return {
        bytes: entry.bytesReceived,
        codec: codecs.find(({ id }) => id === entry.codecId)?.mimeType ?? "",
        energy: entry.totalAudioEnergy ?? 0,
        frames: entry.framesDecoded ?? 0,
        freezes: entry.freezeCount ?? 0,
        frozen: entry.totalFreezesDuration ?? 0,
        keyFrames: entry.keyFramesDecoded ?? 0,
        lost: entry.packetsLost,
        nacks: entry.nackCount ?? 0,
        packets: entry.packetsReceived,
        repaired: entry.retransmittedPacketsReceived ?? 0,
        width: entry.frameWidth ?? 0,
      };
    }

    // What this member sends, one entry for each layer, the lowest first.
    async sent(kind = "video") {
      const reports = (await this.reports("outbound-rtp")).filter((entry) => entry.kind === kind);
      const codecs = await this.reports("codec");
      reports.sort((one, other) => (one.encodingIndex ?? 0) - (other.encodingIndex ?? 0));
      return reports.map((entry) => ({
        active: entry.active ?? true,
        bytes: entry.bytesSent,
        codec: codecs.find(({ id }) => id === entry.codecId)?.mimeType ?? "",
        frames: entry.framesEncoded ?? 0,
        index: entry.encodingIndex ?? 0,
        width: entry.frameWidth ?? 0,
      }));
    }

    // The transport's state, and the candidate pair that carries the media.
    async path() {
      const [transport] = await this.reports("transport");
      const pairs = await this.reports("candidate-pair");
      const pair = pairs.find(({ id }) => id === transport?.selectedCandidatePairId);
      const remote = (await this.reports("remote-candidate")).find(({ id }) => id === pair?.remoteCandidateId);
      return {
        changes: transport?.selectedCandidatePairChanges ?? 0,
        cipher: transport?.srtpCipher ?? "",
        ice: transport?.iceState ?? "",
        port: remote?.port ?? 0,
        protocol: remote?.protocol ?? "",
        received: pair?.bytesReceived ?? 0,
        sent: pair?.bytesSent ?? 0,
      };
    }
  }

  window.e2eMembers = {
    async join(name, { attaches = true, size = null, ...wish }) {
      const member = new Member(name);
      Object.assign(member, { attaches, size });
      members.set(name, member);
      await member.prepare(wish);
      return member.connect(wish);
    },

    get: (name) => members.get(name),
  };
})();
