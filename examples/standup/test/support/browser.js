// Chromium with a fake camera, driven by WebDriver (https://www.w3.org/TR/webdriver2/) without a library.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const PATIENCE_MS = 45_000;
const POLL_MS = 100;

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

// `CHROMEDRIVER`, or the program on the path.
export async function startDriver() {
  const child = spawn(process.env.CHROMEDRIVER ?? "chromedriver", ["--port=0"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  const port = await startedPort(child.stdout);
  const browsers = [];
  return {
    async open(address) {
      const browser = await Browser.open(`http://127.0.0.1:${port}`, address);
      browsers.push(browser);
      return browser;
    },

    async stop() {
      for (const browser of browsers) await browser.close();
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function startedPort(stream) {
  for await (const line of createInterface({ input: stream })) {
    const [, port] = line.match(/started successfully on port (\d+)/) ?? [];
    if (port) {
      stream.resume();
      return port;
    }
  }
  throw new Error("chromedriver did not start");
}

class Browser {
  static async open(driver, address) {
    const options = { args: ARGUMENTS };
    if (process.env.CHROMIUM) options.binary = process.env.CHROMIUM;
    const alwaysMatch = { browserName: "chrome", "goog:chromeOptions": options };
    const { sessionId } = await request("POST", `${driver}/session`, { capabilities: { alwaysMatch } });
    const browser = new Browser();
    browser.session = `${driver}/session/${sessionId}`;
    await request("POST", `${browser.session}/url`, { url: address });
    return browser;
  }

  // Runs the body of a function in the page; a promise is awaited.
  run(script, ...args) {
    return request("POST", `${this.session}/execute/sync`, { script, args });
  }

  // Waits until such a body yields something.
  async until(what, script, ...args) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const value = await this.run(script, ...args);
      if (value) return value;
      if (Date.now() > deadline) {
        const page = await this.run("return document.body.innerText");
        throw new Error(`waited in vain: ${what}; the page shows:\n${page}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  close() {
    return request("DELETE", this.session);
  }
}

async function request(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(value.message);
  return value;
}
