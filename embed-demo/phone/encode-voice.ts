import { muxOgg, type OpusPacket } from './mux-ogg.ts';

/** Encodes mono samples at 48 kHz as an Ogg/Opus voice note; null when this browser cannot encode Opus. */
export async function encodeVoice(samples: Float32Array<ArrayBuffer>): Promise<Blob | null> {
  if (typeof AudioEncoder === 'undefined') return null;
  const config = { codec: 'opus', sampleRate: 48_000, numberOfChannels: 1, bitrate: 24_000 };
  const { supported } = await AudioEncoder.isConfigSupported(config);
  if (supported !== true) return null;
  const packets: OpusPacket[] = [];
  let failure: DOMException | null = null;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push({ bytes, samples: Math.round((chunk.duration ?? 20_000) * 0.048) });
    },
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(config);
  const data = new AudioData({ format: 'f32', sampleRate: 48_000, numberOfFrames: samples.length, numberOfChannels: 1, timestamp: 0, data: samples });
  encoder.encode(data);
  data.close();
  await encoder.flush();
  encoder.close();
  return failure === null ? new Blob([muxOgg(packets) as Uint8Array<ArrayBuffer>], { type: 'audio/ogg; codecs=opus' }) : null;
}
