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

  // `detail` is how many squares of noise a frame has: more of them take more bits.
  const camera = ({ width = 640, height = 360, framesPerSecond = 10, detail = 6 }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d", { alpha: false });
    const roll = dice(width * 7919 + height);
    let frame = 0;
    const draw = () => {
      frame += 1;
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

  window.e2eSources = { camera, microphone };
})();
