/** One Opus packet and how long it sounds. */
export interface OpusPacket {
  bytes: Uint8Array;
  /** Duration in 48 kHz samples (20 ms = 960). */
  samples: number;
}

const crcTable = new Uint32Array(256).map((_zero, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 0x8000_0000) === 0 ? value << 1 : (value << 1) ^ 0x04c1_1db7;
  return value >>> 0;
});

/** Wraps mono Opus packets into an Ogg file, the form in which WhatsApp carries voice notes (RFC 3533, RFC 7845). */
export function muxOgg(packets: readonly OpusPacket[], preSkip = 312, inputRate = 48_000): Uint8Array {
  const pages: Uint8Array[] = [];
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode('OpusHead'));
  const headView = new DataView(head.buffer);
  head[8] = 1;
  head[9] = 1;
  headView.setUint16(10, preSkip, true);
  headView.setUint32(12, inputRate, true);
  pages.push(page([head], 0, 0, 2));
  const vendor = new TextEncoder().encode('engage demo');
  const tags = new Uint8Array(8 + 4 + vendor.length + 4);
  tags.set(new TextEncoder().encode('OpusTags'));
  new DataView(tags.buffer).setUint32(8, vendor.length, true);
  tags.set(vendor, 12);
  pages.push(page([tags], 0, 1, 0));

  let granule = 0;
  let number = 2;
  for (let at = 0; at < packets.length; at += 40) {
    const slice = packets.slice(at, at + 40);
    for (const packet of slice) granule += packet.samples;
    pages.push(
      page(
        slice.map((packet) => packet.bytes),
        granule,
        number,
        at + 40 >= packets.length ? 4 : 0,
      ),
    );
    number += 1;
  }
  const file = new Uint8Array(pages.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of pages) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}

function page(packets: readonly Uint8Array[], granule: number, number: number, flags: number): Uint8Array {
  const lacing = packets.flatMap((packet) => [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]);
  const bytes = new Uint8Array(27 + lacing.length + packets.reduce((sum, packet) => sum + packet.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('OggS'));
  bytes[5] = flags;
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, 0x656e_6761, true);
  view.setUint32(18, number, true);
  bytes[26] = lacing.length;
  bytes.set(lacing, 27);
  let offset = 27 + lacing.length;
  for (const packet of packets) {
    bytes.set(packet, offset);
    offset += packet.length;
  }
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  view.setUint32(22, crc, true);
  return bytes;
}
