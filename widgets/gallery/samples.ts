/** A second of a soft tone as a WAV data address, so that the voice note plays without a server. */
export function sound(): string {
  const rate = 8000;
  const count = rate * 2;
  const bytes = new Uint8Array(44 + count);
  const view = new DataView(bytes.buffer);
  const text = (at: number, words: string): void =>
    bytes.set(
      Array.from(words, (letter) => letter.charCodeAt(0)),
      at,
    );
  text(0, 'RIFF');
  view.setUint32(4, 36 + count, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) bytes[44 + at] = 128 + Math.round(30 * Math.sin((at / rate) * 2 * Math.PI * 330) * Math.exp(-at / rate));
  return URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
}

/** A plain picture in one colour. */
export function picture(colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><rect width="800" height="600" fill="#e4e7ec"/><circle cx="400" cy="300" r="160" fill="${colour}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** A small picture as a file, with bytes a browser can show (a bitmap: browsers look at the bytes). */
export function pictureFile(name: string): File {
  const header = 'Qk02AwAAAAAAADYAAAAoAAAAEAAAABAAAAABABgAAAAAAAADAAAAAAAAAAAAAAAAAAAAAAAA';
  const bytes = Uint8Array.from(atob(header), (letter) => letter.charCodeAt(0));
  const dots = new Uint8Array(768);
  for (let at = 0; at < 256; at += 1) {
    const isInside = Math.hypot((at % 16) - 7.5, Math.floor(at / 16) - 7.5) < 5;
    dots.set(isInside ? [0x26, 0x26, 0xdc] : [0xec, 0xe7, 0xe4], at * 3);
  }
  return new File([bytes, dots], name, { type: 'image/png' });
}
