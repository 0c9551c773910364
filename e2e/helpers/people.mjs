// People in a room, for tests of what the Rooms API says of them: one page with the browser library and fake devices.

import { createServer } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// The packages of the example, which `cargo xtask` installs.
export const require = createRequire(new URL("../../examples/standup/package.json", import.meta.url));

const LIBRARY = require.resolve("twilio-video/dist/twilio-video.min.js");
const PAGE = '<!doctype html><title>People</title><script src="/twilio-video.min.js"></script>';

const JOIN = `
  const [identity, token, camera, options] = arguments;
  window.rooms ??= {};
  window.codes ??= {};
  window.failures ??= {};
  const tracks = [
    await Twilio.Video.createLocalAudioTrack({ name: "voice" }),
    new Twilio.Video.LocalDataTrack({ name: "chat" }),
  ];
  if (camera) tracks.push(await Twilio.Video.createLocalVideoTrack({ name: "camera" }));
  const room = await Twilio.Video.connect(token, { insights: false, tracks, ...options });
  rooms[identity] = room;
  room.localParticipant.on("trackPublicationFailed", (error) => (failures[identity] = error.code));
  room.on("disconnected", (_, error) => (codes[identity] = error?.code ?? "none"));
  return room.localParticipant.sid;`;

export async function openPeople(driver, settings) {
  const { AccessToken } = require("twilio").jwt;
  const server = createServer(async (request, response) => {
    const isLibrary = request.url === "/twilio-video.min.js";
    response.setHeader("content-type", isLibrary ? "text/javascript" : "text/html");
    response.end(isLibrary ? await readFile(LIBRARY) : PAGE);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await driver.open(`http://127.0.0.1:${server.address().port}/`);
  const { account_sid: account, api_key_sid: key, api_key_secret: secret, signaling_url: wsServer } = settings;
  const tokenFor = (identity, room) => {
    const token = new AccessToken(account, key, secret, { identity });
    token.addGrant(new AccessToken.VideoGrant({ room }));
    return token.toJwt();
  };
  return {
    // Returns the participant's SID.
    join(identity, room, { camera = false } = {}) {
      const token = tokenFor(identity, room);
      return browser.run(JOIN, identity, token, camera, { wsServer, name: room });
    },

    // Returns the library's code of somebody who is not let in.
    isRefused(identity, room) {
      const token = tokenFor(identity, room);
      const script = `
        const [token, options] = arguments;
        const wish = { insights: false, tracks: [], ...options };
        return Twilio.Video.connect(token, wish).then(() => null, ({ code }) => code);`;
      return browser.run(script, token, { wsServer, name: room });
    },

    // Waits until a track of somebody's is refused, and returns the library's code.
    fails: (identity) => browser.until(`a track of ${identity} fails`, "return failures[arguments[0]]", identity),

    isRecorded: (identity) =>
      browser.until(`${identity} is recorded`, "return rooms[arguments[0]].isRecording", identity),

    // Waits until somebody sends video, and returns its codec.
    codecOf(identity) {
      const script = `
        return rooms[arguments[0]].getStats().then((reports) => {
          const [video] = reports.flatMap(({ localVideoTrackStats }) => localVideoTrackStats);
          return video?.bytesSent > 0 && video.codec;
        });`;
      return browser.until(`${identity} sends video`, script, identity);
    },

    // Waits until somebody is out, and returns the library's code.
    isOut: (identity) => browser.until(`${identity} is out`, "return codes[arguments[0]]", identity),

    // Waits until somebody subscribes to exactly these tracks of somebody else.
    receives(identity, other, names) {
      const script = `
        const [identity, other, names] = arguments;
        const participant = [...rooms[identity].participants.values()].find((one) => one.identity === other);
        const received = [...participant.tracks.values()].filter(({ isSubscribed }) => isSubscribed);
        return received.map(({ trackName }) => trackName).sort().join() === names.join();`;
      return browser.until(`${identity} receives ${names}`, script, identity, other, names);
    },

    disable: (identity) =>
      browser.run("rooms[arguments[0]].localParticipant.audioTracks.forEach(({ track }) => track.disable())", identity),

    close: () => server.close(),
  };
}
