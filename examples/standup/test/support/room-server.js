// The room server for a test suite: start, wait for health, use, stop.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

// `ONA_ANA_BINARY`, or the program on the path.
export async function startRoomServer() {
  const program = process.env.ONA_ANA_BINARY ?? "ona-ana";
  const flags = ["rooms", "--dev", "--port", "0", "--media-port", "0"];
  const env = { LOG: "warn", ...process.env };
  const child = spawn(program, flags, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const known = await Promise.race([firstJson(child.stdout), ended.then(() => null)]);
  if (!known) throw new Error(`${program} did not start`);
  const health = await fetch(`${known.rest_url}/health`);
  if (!health.ok) throw new Error(`${program} is not healthy: ${health.status}`);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { ...known, stop };
}

// The line with addresses and credentials is the one that begins with a brace.
async function firstJson(stream) {
  for await (const line of createInterface({ input: stream })) {
    if (line.startsWith("{")) {
      stream.resume();
      return JSON.parse(line);
    }
  }
  return null;
}
