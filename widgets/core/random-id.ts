/**
 * 32 random hexadecimal digits: keys of what is sent, names of tabs. `crypto.randomUUID` is not there on pages without TLS, such as
 * a back office in a shop's own network.
 */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
