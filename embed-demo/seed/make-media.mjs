// Draws and synthesises the sample files of the demo in a real browser: run once, the results are committed.
//   node embed-demo/seed/make-media.mjs
import { writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { muxOgg } from '../phone/mux-ogg.ts';

const folder = new URL('./media/', import.meta.url);
const source = async (path) => stripTypeScriptTypes(await readFile(new URL(path, import.meta.url), 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.route('http://127.0.0.1:1/**', async (route) => {
  const name = new URL(route.request().url()).pathname;
  if (name.endsWith('.js')) await route.fulfill({ contentType: 'text/javascript', body: await source(`../phone/${name.slice(1, -3)}.ts`) });
  else await route.fulfill({ contentType: 'text/html', body: '<!doctype html><canvas width=1200 height=900></canvas>' });
});
await page.goto('http://127.0.0.1:1/');

for (const subject of ['printer', 'error-screen', 'receipt', 'shopfront', 'terminal']) {
  const url = await page.evaluate(async (name) => {
    const { drawPhoto } = await import('/draw-photo.js');
    const canvas = document.querySelector('canvas');
    drawPhoto(canvas.getContext('2d'), name);
    return canvas.toDataURL('image/jpeg', 0.82);
  }, subject);
  await writeFile(new URL(`${subject}.jpg`, folder), Buffer.from(url.split(',')[1], 'base64'));
}

const sticker = await page.evaluate(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 512;
  canvas.height = 512;
  const context = canvas.getContext('2d');
  context.font = '320px sans-serif';
  context.fillStyle = '#ffd257';
  context.beginPath();
  context.arc(256, 256, 210, 0, 7);
  context.fill();
  context.lineWidth = 20;
  context.lineCap = 'round';
  context.strokeStyle = '#5a3b00';
  context.beginPath();
  context.arc(256, 270, 110, 0.25, Math.PI - 0.25);
  context.stroke();
  context.fillStyle = '#5a3b00';
  for (const x of [180, 332]) {
    context.beginPath();
    context.ellipse(x, 200, 24, 34, 0, 0, 7);
    context.fill();
  }
  return canvas.toDataURL('image/webp', 0.8);
});
await writeFile(new URL('sticker.webp', folder), Buffer.from(sticker.split(',')[1], 'base64'));

const packets = await page.evaluate(async () => {
  const { synthesiseSpeech } = await import('/synthesise-speech.js');
  const samples = synthesiseSpeech(7, 48000, 5);
  const found = [];
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      found.push({ bytes: [...bytes], samples: Math.round((chunk.duration ?? 20000) * 0.048) });
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'opus', sampleRate: 48000, numberOfChannels: 1, bitrate: 16000 });
  encoder.encode(new AudioData({ format: 'f32', sampleRate: 48000, numberOfFrames: samples.length, numberOfChannels: 1, timestamp: 0, data: samples }));
  await encoder.flush();
  return found;
});
await writeFile(new URL('voice.ogg', folder), muxOgg(packets.map((packet) => ({ ...packet, bytes: Uint8Array.from(packet.bytes) }))));

const clip = await page.evaluate(async () => {
  const type = ['video/mp4;codecs=avc1.42E01E', 'video/mp4;codecs=vp9', 'video/mp4'].find((candidate) => MediaRecorder.isTypeSupported(candidate));
  if (type === undefined) return null;
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  const { drawPhoto } = await import('/draw-photo.js');
  const still = document.createElement('canvas');
  still.width = 1200;
  still.height = 900;
  drawPhoto(still.getContext('2d'), 'printer');
  const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: type, videoBitsPerSecond: 200000 });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  const started = performance.now();
  await new Promise((resolve) => {
    const frame = () => {
      const seconds = (performance.now() - started) / 1000;
      context.drawImage(still, 0, 0, 480, 360);
      context.fillStyle = Math.floor(seconds * 3) % 2 === 0 ? '#ff4438' : '#551511';
      context.beginPath();
      context.arc(172, 228, 7, 0, 7);
      context.fill();
      if (seconds < 3) requestAnimationFrame(frame);
      else resolve();
    };
    frame();
  });
  await new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  });
  return { type, bytes: [...new Uint8Array(await new Blob(parts).arrayBuffer())] };
});
if (clip === null) process.stdout.write('no MP4 recorder in this browser: clip.mp4 is left as it is\n');
else await writeFile(new URL('clip.mp4', folder), Uint8Array.from(clip.bytes));
process.stdout.write(`clip: ${clip?.type ?? 'none'}\n`);
await browser.close();
