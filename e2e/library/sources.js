// Cameras and microphones that tests hold in their hands: a picture of a chosen size that never stands still, and a tone
// that can be silenced.
(() => {
  // Full scale would be clipped on its way.
  const SPEAKING_GAIN = 0.5;
  const TONE_HZ = 440;

  // A picture counts as frozen after three intervals between frames; the way takes a part of them.
  const STALL_INTERVALS = 1.8;

  // A small generator of its own (xorshift): the same picture at every run.
  const dice = (state) => () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };

  // Head and shoulders before a wall, like `Portrait` in `portrait.rs`; colors are lists of red, green and blue.
  const drawPortrait = (context, { wall, clothes, hair, skin }, frame) => {
    const { width, height } = context.canvas;
    const unit = height / 360;
    const center = width / 2 + 6 * unit * Math.sin(frame / 4);
    const fill = (color, path) => {
      context.fillStyle = `rgb(${color.join(" ")})`;
      context.beginPath();
      path();
      context.fill();
    };
    const ellipse = (color, y, halfWidth, halfHeight) =>
      fill(color, () => context.ellipse(center, y * unit, halfWidth * unit, halfHeight * unit, 0, 0, 2 * Math.PI));
    fill(wall, () => context.rect(0, 0, width, height));
    ellipse(clothes, 370, 150, 122);
    fill(skin, () => context.rect(center - 24 * unit, 200 * unit, 48 * unit, 62 * unit));
    ellipse(hair, 148, 70, 80);
    fill(skin, () => context.ellipse(center, 172 * unit, 55 * unit, 63 * unit, 0, 0, 2 * Math.PI));
  };

  // A page of a presentation.
  const drawSlide = (context, _, frame) => {
    const { width, height } = context.canvas;
    const unit = height / 720;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#0d7066";
    context.fillRect(0, 0, 24 * unit, height);
    context.fillStyle = "#172021";
    context.font = `600 ${52 * unit}px sans-serif`;
    context.fillText("The year so far", 90 * unit, 120 * unit);
    context.font = `${28 * unit}px sans-serif`;
    ["Four new harbors", "Ferries on time: 97 of 100", "Night boats from May"].forEach((line, index) =>
      context.fillText(`•  ${line}`, 90 * unit, (210 + index * 60) * unit),
    );
    [0.35, 0.5, 0.45, 0.7, 0.85, 1].forEach((share, index) => {
      context.fillStyle = index === 5 ? "#0d7066" : "#9fc9c3";
      context.fillRect((720 + index * 85) * unit, (620 - 420 * share) * unit, 60 * unit, 420 * share * unit);
    });
    // A picture that stands still is not sent.
    context.fillStyle = frame % 2 ? "#ffffff" : "#fefefe";
    context.fillRect(width - 4, height - 4, 4, 4);
  };

  // `detail` is how many squares of noise a frame has: more of them take more bits.
  const camera = ({ width = 640, height = 360, framesPerSecond = 10, detail = 6, portrait, slide }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d", { alpha: false });
    const roll = dice(width * 7919 + height);
    let frame = 0;
    const draw = () => {
      frame += 1;
      if (portrait) return drawPortrait(context, portrait, frame);
      if (slide) return drawSlide(context, slide, frame);
      context.fillStyle = `hsl(${(frame * 3) % 360} 40% 40%)`;
      context.fillRect(0, 0, width, height);
      context.fillStyle = "white";
      context.fillRect((frame * 8) % width, 0, width / 8, height);
      const side = height / 8;
      for (let square = 0; square < detail; square += 1) {
        context.fillStyle = `rgb(${roll() * 255} ${roll() * 255} ${roll() * 255})`;
        context.fillRect(roll() * (width - side), roll() * (height - side), side, side);
      }
    };
    draw();
    const [track] = canvas.captureStream().getVideoTracks();
    // A machine that is too busy to draw freezes pictures by itself, before any network does.
    const interval = 1000 / framesPerSecond;
    let stalled = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      if (now - last > STALL_INTERVALS * interval) stalled += (now - last) / 1000;
      last = now;
      draw();
    }, interval);
    const resize = (size) => Object.assign(canvas, size);
    return { track, stalled: () => stalled, resize };
  };

  let sound = null;

  const microphone = (speaking) => {
    sound ??= new AudioContext();
    const tone = new OscillatorNode(sound, { frequency: TONE_HZ });
    const gain = new GainNode(sound, { gain: speaking ? SPEAKING_GAIN : 0 });
    const destination = new MediaStreamAudioDestinationNode(sound);
    tone.connect(gain).connect(destination);
    tone.start();
    const speak = (now) => {
      gain.gain.value = now ? SPEAKING_GAIN : 0;
    };
    return { track: destination.stream.getAudioTracks()[0], speak };
  };

  // Without a sound device Firefox runs no AudioContext. The tone of its fake microphone never pauses.
  const fakeMicrophone = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return { track: stream.getAudioTracks()[0], speak: null };
  };

  const isFirefox = navigator.userAgent.includes("Firefox");

  window.e2eSources = { camera, microphone: isFirefox ? fakeMicrophone : microphone };
})();
