// Twilio's helper library for Python drives every resource of the room server (`drive.py`), with people in the room.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { startDriver } from "../../examples/standup/test/support/browser.js";
import { startRoomServer } from "../../examples/standup/test/support/room-server.js";
import { openPeople } from "./people.mjs";

const DRIVE = fileURLToPath(new URL("drive.py", import.meta.url));

let settings, driver, people;

before(async () => {
  [settings, driver] = await Promise.all([startRoomServer(), startDriver()]);
  people = await openPeople(driver, settings);
});

after(async () => {
  people?.close();
  await driver?.stop();
  await settings?.stop();
});

test("the library for Python", async () => {
  await people.join("alice", "crew");
  await people.join("bob", "crew");
  await people.receives("bob", "alice", ["chat", "voice"]);
  const { stop, ...known } = settings;
  const env = { ...process.env, ROOM_SERVER: JSON.stringify(known) };
  const python = spawn(process.env.PYTHON ?? "python3", [DRIVE], { env, stdio: "inherit" });
  const [code] = await once(python, "exit");
  assert.equal(code, 0);
  assert.equal(await people.isOut("bob"), "none");
  assert.equal(await people.isOut("alice"), 53118);
});
