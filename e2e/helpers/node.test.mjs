// Twilio's helper library for Node drives every resource of the room server, with people in the room.

import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { startDriver } from "../../examples/standup/test/support/browser.js";
import { startRoomServer } from "../../examples/standup/test/support/room-server.js";
import { openPeople, require } from "./people.mjs";

const twilio = require("twilio");

let settings, driver, people, client, video, receiver, hook;
const told = [];
const news = new EventEmitter();

before(async () => {
  [settings, driver] = await Promise.all([startRoomServer(), startDriver()]);
  people = await openPeople(driver, settings);
  const { account_sid: accountSid, api_key_sid: key, api_key_secret: secret, rest_url: url } = settings;
  client = twilio(key, secret, { accountSid });
  client.video.baseUrl = url;
  client.api.baseUrl = url;
  video = client.video.v1;
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const parameters = Object.fromEntries(new URLSearchParams(body));
    const signature = request.headers["x-twilio-signature"];
    const isSigned = twilio.validateRequest(settings.auth_token, signature, hook, parameters);
    told.push({ isSigned, ...parameters });
    news.emit("told");
    response.end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  hook = `http://127.0.0.1:${receiver.address().port}/hook?from=it's`;
});

after(async () => {
  people?.close();
  await driver?.stop();
  await settings?.stop();
  receiver?.closeAllConnections?.();
  receiver?.close();
});

// Waits until so many callbacks have told of an event in a room.
async function hears(room, event, count) {
  const isMeant = ({ RoomName, StatusCallbackEvent }) => RoomName === room && StatusCallbackEvent === event;
  while (told.filter(isMeant).length < count) await once(news, "told");
  return told.filter(isMeant);
}

const fails = (promise, status, code) =>
  assert.rejects(promise, (error) => {
    assert.equal(error.constructor.name, "RestException");
    assert.deepEqual([error.status, error.code], [status, code]);
    assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${code}`);
    return true;
  });

test("rooms are created, fetched, listed over pages and completed", async () => {
  const made = await video.rooms.create({
    uniqueName: "Daily stand-up",
    type: "group",
    statusCallback: hook,
    maxParticipants: 10,
    maxParticipantDuration: 600,
    emptyRoomTimeout: 1,
    unusedRoomTimeout: 2,
    recordParticipantsOnConnect: false,
    audioOnly: false,
    largeRoom: false,
    mediaRegion: "us1",
    videoCodecs: ["VP8", "H264"],
    recordingRules: [{ type: "exclude", all: true }],
  });
  assert.deepEqual(
    [made.uniqueName, made.type, made.status, made.maxParticipants, made.videoCodecs, made.mediaRegion],
    ["Daily stand-up", "group", "in-progress", 10, ["VP8", "H264"], "us1"],
  );
  assert.ok(made.dateCreated instanceof Date && !Number.isNaN(made.dateCreated.getTime()));
  assert.equal(made.endTime, null);
  assert.deepEqual((await video.rooms("Daily stand-up").fetch()).toJSON(), made.toJSON());
  assert.equal((await video.rooms(made.sid).fetch()).sid, made.sid);

  for (let number = 0; number < 4; number += 1) await video.rooms.create({ uniqueName: `room ${number}` });
  const listed = await video.rooms.list({ pageSize: 2 });
  assert.deepEqual(
    listed.map(({ uniqueName }) => uniqueName),
    ["room 3", "room 2", "room 1", "room 0", "Daily stand-up"],
  );
  assert.equal((await video.rooms.list({ uniqueName: "room 1" })).length, 1);

  const over = await video.rooms("Daily stand-up").update({ status: "completed" });
  assert.equal(over.status, "completed");
  assert.ok(over.endTime instanceof Date);
  assert.deepEqual((await video.rooms.list({ status: "completed" })).map(({ sid }) => sid), [made.sid]);
});

test("errors are the library's own exceptions", async () => {
  await fails(video.rooms.create({ uniqueName: "room 0" }), 400, 53113);
  await fails(video.rooms.create({ maxParticipants: 0 }), 400, 53107);
  await fails(video.rooms("nowhere").fetch(), 404, 20404);
  await fails(video.rooms("room 0").participants("nobody").fetch(), 404, 20404);
  await fails(video.rooms("room 0").recordingRules.update({ rules: [] }), 400, 53120);
  await fails(video.compositions.create({ roomSid: `RM${"0".repeat(32)}` }), 404, 20404);
  const stranger = twilio(settings.api_key_sid, "wrong", { accountSid: settings.account_sid });
  stranger.video.baseUrl = settings.rest_url;
  await fails(stranger.video.v1.rooms.list(), 401, 20003);
});

test("participants, their tracks and their rules", async () => {
  const room = video.rooms("crew");
  const { sid: roomSid } = await video.rooms.create({ uniqueName: "crew", statusCallback: hook });
  const sids = { alice: await people.join("alice", "crew"), bob: await people.join("bob", "crew") };

  const list = await room.participants.list({ pageSize: 1 });
  assert.deepEqual(list.map(({ identity }) => identity), ["bob", "alice"]);
  const bob = await room.participants("bob").fetch();
  assert.deepEqual([bob.sid, bob.roomSid, bob.status, bob.endTime], [sids.bob, roomSid, "connected", null]);
  assert.equal((await room.participants(sids.alice).fetch()).identity, "alice");

  const published = await room.participants("alice").publishedTracks.list();
  assert.deepEqual(published.map(({ kind }) => kind).sort(), ["audio", "data"]);
  const voice = await room.participants("alice").publishedTracks("voice").fetch();
  assert.deepEqual([voice.name, voice.enabled, voice.participantSid], ["voice", true, sids.alice]);

  await people.receives("bob", "alice", ["chat", "voice"]);
  const subscribed = await room.participants("bob").subscribedTracks.list();
  assert.equal(subscribed.length, 2);
  const one = await room.participants("bob").subscribedTracks(voice.sid).fetch();
  assert.deepEqual([one.publisherSid, one.participantSid], [sids.alice, sids.bob]);

  const rules = room.participants("bob").subscribeRules;
  assert.equal((await rules.fetch()).rules[0].all, true);
  const changed = await rules.update({
    rules: [{ type: "include", all: true }, { type: "exclude", publisher: "alice", kind: "audio" }],
  });
  assert.equal(changed.rules.length, 2);
  await people.receives("bob", "alice", ["chat"]);
  await fails(rules.update({ rules: [{ type: "exclude" }] }), 400, 53215);
  await people.disable("alice");

  assert.equal((await room.recordingRules.fetch()).rules[0].type, "exclude");
  assert.equal((await room.recordingRules.update({ rules: [{ type: "exclude", all: true }] })).roomSid, roomSid);

  const gone = await room.participants("bob").update({ status: "disconnected" });
  assert.deepEqual([gone.status, gone.endTime instanceof Date], ["disconnected", true]);
  assert.equal(await people.isOut("bob"), "none");
  await fails(room.participants("bob").fetch(), 404, 20404);
  const anonymous = await room.participants(sids.bob).anonymize().update();
  assert.equal(anonymous.identity, sids.bob);

  await room.update({ status: "completed" });
  assert.equal(await people.isOut("alice"), 53118);
  assert.equal((await video.rooms(roomSid).participants.list()).length, 2);
});

test("callbacks are signed, complete and in order", async () => {
  await hears("crew", "room-ended", 1);
  assert.ok(told.every(({ isSigned }) => isSigned));
  const events = told.filter(({ RoomName }) => RoomName === "crew");
  const names = events.map(({ StatusCallbackEvent }) => StatusCallbackEvent);
  for (const name of [
    "room-created",
    "participant-connected",
    "participant-disconnected",
    "track-added",
    "track-removed",
    "track-disabled",
    "room-ended",
  ]) {
    assert.ok(names.includes(name), `${name} is missing in ${names}`);
  }
  const numbers = events.map(({ SequenceNumber }) => Number(SequenceNumber));
  assert.deepEqual(numbers, [...numbers.keys()]);
});

test("what a room is made with holds in the browser", async () => {
  await video.rooms.create({ uniqueName: "voices", audioOnly: true, maxParticipants: 1 });
  await people.join("carol", "voices", { camera: true });
  assert.equal(await people.fails("carol"), 53125);
  assert.equal(await people.isRefused("dave", "voices"), 53105);

  await video.rooms.create({ uniqueName: "pictures", videoCodecs: ["H264"] });
  await people.join("erin", "pictures", { camera: true });
  assert.equal(await people.codecOf("erin"), "H264");
  for (const name of ["voices", "pictures"]) await video.rooms(name).update({ status: "completed" });
  for (const name of ["carol", "erin"]) assert.equal(await people.isOut(name), 53118);
});

test("recordings are listed, downloaded and deleted", async () => {
  const { sid: roomSid } = await video.rooms.create({
    uniqueName: "kept",
    videoCodecs: ["VP8"],
    recordParticipantsOnConnect: true,
    statusCallback: hook,
  });
  await people.join("frank", "kept", { camera: true });
  await people.isRecorded("frank");
  await hears("kept", "recording-started", 2);
  await people.codecOf("frank");
  await video.rooms("kept").update({ status: "completed" });
  const completed = await hears("kept", "recording-completed", 2);
  assert.ok(completed.every(({ isSigned, RoomSid }) => isSigned && RoomSid === roomSid));

  const listed = await video.rooms(roomSid).recordings.list({ pageSize: 1 });
  assert.deepEqual(listed.map(({ containerFormat }) => containerFormat).sort(), ["mka", "mkv"]);
  assert.equal((await video.recordings.list({ groupingSid: [roomSid] })).length, 2);
  const recording = await video.recordings(listed[0].sid).fetch();
  assert.deepEqual([recording.status, recording.groupingSids.room_sid], ["completed", roomSid]);

  const authorization = `Basic ${btoa(`${settings.api_key_sid}:${settings.api_key_secret}`)}`;
  const media = await fetch(recording.links.media, { headers: { authorization } });
  assert.equal((await media.arrayBuffer()).byteLength, recording.size);

  assert.equal(await video.recordings(recording.sid).remove(), true);
  assert.equal((await video.rooms(roomSid).recordings.list()).length, 1);
});

test("tokens for network traversal", async () => {
  const token = await client.tokens.create({ ttl: 600 });
  assert.equal(token.ttl, "600");
  assert.ok(token.dateCreated instanceof Date);
  for (const { urls, username, credential } of token.iceServers) {
    assert.match(urls, /^turn:127\.0\.0\.1:\d+\?transport=(udp|tcp)$/);
    assert.deepEqual([username, credential], [token.username, token.password]);
  }
});
