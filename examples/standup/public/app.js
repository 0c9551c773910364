// Stand-up: the page. Whoever joins shows a camera and sees who else is there.

const state = document.getElementById("state");
const people = document.getElementById("people");
const pictures = document.getElementById("pictures");

// The library's codes of what people should be told.
const ENDINGS = {
  53105: "The meeting is full.",
  53118: "The meeting is over.",
};

function ending(error) {
  if (!error) return "You left the meeting.";
  return ENDINGS[error.code] ?? `The meeting was lost (${error.message}).`;
}

function show(participant) {
  const entry = document.createElement("li");
  entry.textContent = participant.identity;
  entry.dataset.sid = participant.sid;
  people.append(entry);
  const attach = (track) => track.attach && pictures.append(track.attach());
  participant.tracks.forEach(({ track }) => track && attach(track));
  participant.on("trackSubscribed", attach);
  participant.on("trackUnsubscribed", (track) => track.detach?.().forEach((element) => element.remove()));
}

function hide(participant) {
  people.querySelector(`[data-sid="${participant.sid}"]`)?.remove();
}

async function join(identity, room) {
  state.textContent = "Joining…";
  const response = await fetch(`/token?${new URLSearchParams({ identity, room })}`);
  const { token, options } = await response.json();
  const meeting = await Twilio.Video.connect(token, { name: room, ...options });
  state.textContent = "You are in the meeting.";
  meeting.participants.forEach(show);
  meeting.on("participantConnected", show);
  meeting.on("participantDisconnected", hide);
  meeting.on("disconnected", (_, error) => {
    state.textContent = ending(error);
    meeting.participants.forEach(hide);
    meeting.localParticipant.tracks.forEach(({ track }) => track.stop?.());
  });
}

document.getElementById("join").addEventListener("submit", (event) => {
  event.preventDefault();
  const { identity, room } = Object.fromEntries(new FormData(event.target));
  join(identity, room).catch((error) => (state.textContent = ending(error)));
});
