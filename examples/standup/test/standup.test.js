// The application's own tests, offline: the room server plays Twilio Video, and people are browsers with fake cameras.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { standup } from "../server.js";
import { startDriver } from "./support/browser.js";
import { startRoomServer } from "./support/room-server.js";

let rooms, driver, server, address;

before(async () => {
  [rooms, driver] = await Promise.all([startRoomServer(), startDriver()]);
  server = standup(rooms).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await driver?.stop();
  await rooms?.stop();
  server?.closeAllConnections?.();
  server?.close();
});

async function post(path, form) {
  const response = await fetch(`${address}${path}`, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, ...(await response.json()) };
}

async function arrive(identity, room) {
  const browser = await driver.open(address);
  const script = `
    const [identity, room] = arguments;
    const form = document.getElementById("join");
    Object.assign(form.elements.identity, { value: identity });
    Object.assign(form.elements.room, { value: room });
    form.requestSubmit();`;
  await browser.run(script, identity, room);
  return browser;
}

const reads = (browser, text) =>
  browser.until(`the page reads "${text}"`, "return state.textContent === arguments[0]", text);

const sees = (browser, identity) =>
  browser.until(`${identity} is listed`, "return people.innerText.split('\\n').includes(arguments[0])", identity);

test("a meeting from its opening to its end", async () => {
  await post("/meetings", { name: "monday" });
  const alice = await arrive("Alice", "monday");
  await reads(alice, "You are in the meeting.");
  const bob = await arrive("Bob", "monday");

  await sees(alice, "Bob");
  await sees(bob, "Alice");
  for (const browser of [alice, bob]) {
    const moves = "const video = document.querySelector('#pictures video'); return video?.currentTime > 0.5";
    await browser.until("a picture moves", moves);
  }

  const carol = await arrive("Carol", "monday");
  await reads(carol, "The meeting is full.");

  assert.equal((await post("/meetings/remove", { name: "monday", identity: "Bob" })).status, "disconnected");
  await reads(bob, "You left the meeting.");
  await alice.until("nobody else is there", "return people.children.length === 0");

  assert.equal((await post("/meetings/end", { name: "monday" })).status, "completed");
  await reads(alice, "The meeting is over.");

  const told = await alice.until("the end is told", `
    return fetch("/attendance").then((answer) => answer.json())
      .then((events) => events.some(([event]) => event === "room-ended") && events)`);
  const attendance = told.filter(([event]) => event.startsWith("participant"));
  assert.deepEqual(attendance, [
    ["participant-connected", "Alice"],
    ["participant-connected", "Bob"],
    ["participant-disconnected", "Bob"],
    ["participant-disconnected", "Alice"],
  ]);
});

test("a callback that Twilio did not sign counts nothing", async () => {
  const before = await (await fetch(`${address}/attendance`)).json();
  assert.equal((await post("/callbacks", { StatusCallbackEvent: "room-ended" })).status, 403);
  assert.deepEqual(await (await fetch(`${address}/attendance`)).json(), before);
});

test("two meetings cannot have one name", async () => {
  await post("/meetings", { name: "tuesday" });
  const again = await post("/meetings", { name: "tuesday" });
  assert.deepEqual([again.status, again.code, again.message], [400, 53113, "Room exists"]);
});
