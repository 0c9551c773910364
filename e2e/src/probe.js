// Runs in every document before the page's own scripts and remembers the peer connections that these make.
(() => {
  const connections = [];
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(target, parameters, newTarget) {
      const { relayPort } = window.e2eProbe;
      const [configuration, ...rest] = parameters;
      // Media that is to go through a relay has no other way: neither TCP nor a TURN server.
      const given = relayPort ? [{ ...configuration, iceServers: [] }, ...rest] : parameters;
      const connection = Reflect.construct(target, given, newTarget);
      if (relayPort) leadThrough(connection, relayPort);
      connections.push(connection);
      return connection;
    },
  });

  // Puts a relay's port in the place of the server's wherever the server says where its media is. The relay speaks IPv4.
  const leadThrough = (connection, relayPort) => {
    const rewrite = (line) => {
      const [foundation, component, protocol, priority, address, port, ...rest] = line.split(" ");
      if (protocol.toLowerCase() !== "udp" || address.includes(":")) return null;
      window.e2eProbe.mediaPort = Number(port);
      return [foundation, component, protocol, priority, address, relayPort, ...rest].join(" ");
    };
    const { setRemoteDescription } = connection;
    connection.setRemoteDescription = ({ type, sdp }) => {
      const lines = sdp.split("\r\n").map((line) => (line.startsWith("a=candidate:") ? rewrite(line) : line));
      const rewritten = lines.filter((line) => line !== null).join("\r\n");
      return setRemoteDescription.call(connection, { type, sdp: rewritten });
    };
  };

  const open = () => connections.filter(({ signalingState }) => signalingState !== "closed");

  const reports = async (type) => {
    const all = await Promise.all(open().map((connection) => connection.getStats()));
    return all.flatMap((report) => [...report.values()]).filter((entry) => entry.type === type);
  };

  const trackIds = (elements) =>
    elements.flatMap(({ srcObject }) => (srcObject ? srcObject.getTracks().map(({ id }) => id) : []));

  window.e2eProbe = {
    connections,

    // Set while a page connects whose media goes through a relay on this port.
    relayPort: null,

    // Where the server of such a page listens.
    mediaPort: null,

    reports,

    // Everything that this browser received on the given media tracks, added up.
    async received(ids) {
      const sum = {
        audio_duration: 0, audio_energy: 0, bytes: 0, frames: 0, freezes: 0, packets: 0, packets_lost: 0,
      };
      for (const entry of await reports("inbound-rtp")) {
        if (!ids.includes(entry.trackIdentifier)) continue;
        sum.audio_duration += entry.totalSamplesDuration ?? 0;
        sum.audio_energy += entry.totalAudioEnergy ?? 0;
        sum.bytes += entry.bytesReceived ?? 0;
        sum.frames += entry.framesDecoded ?? 0;
        sum.freezes += entry.freezeCount ?? 0;
        sum.packets += entry.packetsReceived ?? 0;
        sum.packets_lost += entry.packetsLost ?? 0;
      }
      return sum;
    },

    // What this browser received of the participant with this SID, as its elements play it.
    receivedOf(sid) {
      const tile = document.getElementById(sid);
      const inTile = tile ? [...tile.querySelectorAll("audio, video")] : [];
      const sinks = [...document.querySelectorAll(`audio[data-participant="${sid}"]`)];
      return this.received(trackIds([...new Set([...inTile, ...sinks])]));
    },

    iceServers: () => connections.flatMap((connection) => connection.getConfiguration().iceServers),
  };
})();
