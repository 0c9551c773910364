// Stand-up: the server of an application for Twilio Video. It hands out access tokens, opens and ends meetings with the
// Rooms API, and learns from status callbacks who was there.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import twilio from "twilio";

const require = createRequire(import.meta.url);
const { AccessToken } = twilio.jwt;

const PEOPLE_LIMIT = 2;
const BODY_LIMIT = 64 * 1024;

const FILES = {
  "/": [new URL("public/index.html", import.meta.url), "text/html; charset=utf-8"],
  "/app.js": [new URL("public/app.js", import.meta.url), "text/javascript"],
  "/twilio-video.min.js": [require.resolve("twilio-video/dist/twilio-video.min.js"), "text/javascript"],
};

// `settings` has Twilio's names in lower case. Tests add `rest_url` and `signaling_url`: where Twilio is played.
export function standup(settings) {
  const { account_sid: accountSid, api_key_sid: key, api_key_secret: secret, auth_token: authToken } = settings;
  const client = twilio(key, secret, { accountSid });
  if (settings.rest_url) client.video.baseUrl = settings.rest_url;
  const attendance = [];

  const routes = {
    "GET /token": async ({ query }) => {
      const identity = query.get("identity");
      const token = new AccessToken(accountSid, key, secret, { identity, ttl: 3600 });
      token.addGrant(new AccessToken.VideoGrant({ room: query.get("room") }));
      const local = settings.signaling_url ? { wsServer: settings.signaling_url, insights: false } : {};
      return { token: token.toJwt(), options: local };
    },

    "POST /meetings": async ({ form, origin }) => {
      const { sid } = await client.video.v1.rooms.create({
        uniqueName: form.get("name"),
        maxParticipants: PEOPLE_LIMIT,
        statusCallback: `${origin}/callbacks`,
      });
      return { sid };
    },

    "POST /meetings/end": async ({ form }) => {
      const { status } = await client.video.v1.rooms(form.get("name")).update({ status: "completed" });
      return { status };
    },

    "POST /meetings/remove": async ({ form }) => {
      const participant = client.video.v1.rooms(form.get("name")).participants(form.get("identity"));
      const { status } = await participant.update({ status: "disconnected" });
      return { status };
    },

    "POST /callbacks": async ({ form, origin, request }) => {
      const parameters = Object.fromEntries(form);
      const signature = request.headers["x-twilio-signature"] ?? "";
      if (!twilio.validateRequest(authToken, signature, `${origin}/callbacks`, parameters)) {
        throw Object.assign(new Error("This callback is not from Twilio."), { status: 403 });
      }
      attendance.push([parameters.StatusCallbackEvent, parameters.ParticipantIdentity ?? null]);
      return {};
    },

    "GET /attendance": async () => attendance,
  };

  return createServer(async (request, response) => {
    const origin = `http://${request.headers.host}`;
    const { pathname, searchParams: query } = new URL(request.url, origin);
    try {
      const file = request.method === "GET" && FILES[pathname];
      if (file) {
        const [path, type] = file;
        return response.writeHead(200, { "content-type": type }).end(await readFile(path));
      }
      const route = routes[`${request.method} ${pathname}`];
      if (!route) throw Object.assign(new Error("There is no such page."), { status: 404 });
      const form = new URLSearchParams(await text(request));
      const answer = await route({ query, form, origin, request });
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    } catch ({ status = 500, code, message }) {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ code, message }));
    }
  });
}

async function text(request) {
  let body = "";
  for await (const part of request) {
    body += part;
    if (body.length > BODY_LIMIT) throw Object.assign(new Error("The request is too long."), { status: 413 });
  }
  return body;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { env } = process;
  const settings = {
    account_sid: env.TWILIO_ACCOUNT_SID,
    api_key_sid: env.TWILIO_API_KEY_SID,
    api_key_secret: env.TWILIO_API_KEY_SECRET,
    auth_token: env.TWILIO_AUTH_TOKEN,
    rest_url: env.TWILIO_VIDEO_REST_URL,
    signaling_url: env.TWILIO_VIDEO_SIGNALING_URL,
  };
  standup(settings).listen(3000, "127.0.0.1", () => console.log("Open http://127.0.0.1:3000"));
}
