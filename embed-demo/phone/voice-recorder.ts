import { encodeVoice } from './encode-voice.ts';
import { synthesiseSpeech } from './synthesise-speech.ts';

/** Records a voice note: from the microphone if the person allows it, otherwise a muttering of the same length. */
export class VoiceRecorder {
  #startedAt = 0;
  #recorder: MediaRecorder | null = null;
  #parts: Blob[] = [];
  #isCancelled = false;

  /** Begins at once; asks for the microphone meanwhile. */
  start(): void {
    this.#startedAt = performance.now();
    void this.#listen();
  }

  /** Seconds so far. */
  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** Ends without a result. */
  cancel(): void {
    this.#isCancelled = true;
    this.#release();
  }

  /** Ends and gives the voice note; null when this browser cannot make one (the simulator then uses its own). */
  async stop(): Promise<Blob | null> {
    const seconds = Math.max(1, Math.min(60, this.seconds));
    const recorder = this.#recorder;
    if (recorder === null) {
      this.#isCancelled = true;
      return await encodeVoice(synthesiseSpeech(seconds, 48_000, Math.floor(this.#startedAt)));
    }
    const done = new Promise<void>((resolve) => {
      recorder.addEventListener('stop', () => {
        resolve();
      });
    });
    recorder.stop();
    await done;
    this.#release();
    try {
      const context = new OfflineAudioContext(1, 48_000, 48_000);
      const sound = await context.decodeAudioData(await new Blob(this.#parts).arrayBuffer());
      return await encodeVoice(Float32Array.from(sound.getChannelData(0)));
    } catch {
      return await encodeVoice(synthesiseSpeech(seconds, 48_000, 3));
    }
  }

  async #listen(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.#isCancelled) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.#recorder = new MediaRecorder(stream);
      this.#recorder.addEventListener('dataavailable', (event) => this.#parts.push(event.data));
      this.#recorder.start();
    } catch {
      this.#recorder = null;
    }
  }

  #release(): void {
    for (const track of this.#recorder?.stream.getTracks() ?? []) track.stop();
    this.#recorder = null;
  }
}
