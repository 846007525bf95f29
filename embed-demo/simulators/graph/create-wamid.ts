import { randomBytes } from 'node:crypto';

/** A message id that looks like WhatsApp's: `wamid.` and base64 of the person's address and 18 random bytes. */
export function createWamid(address: string): string {
  const head = Buffer.from([0x1c, 0x18, Math.min(address.length, 0x20)]);
  const body = Buffer.concat([head, Buffer.from(address.slice(0, 0x20), 'latin1'), Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 0x12]), randomBytes(18)]);
  return `wamid.${body.toString('base64')}`;
}
