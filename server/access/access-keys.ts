import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** With what the host's tokens and our own are checked. */
export interface AccessKeys {
  /** HS256 key shared with the host's back end */
  embedSecret: Uint8Array | null;
  /** the host's public keys */
  jwks: JWTVerifyGetKey | null;
  /** HS256 key of our own session tokens */
  sessionSecret: Uint8Array;
}

let keys: AccessKeys | undefined;

/** Reads the keys from the configuration, once at start. */
export function useAccessKeys(options: { embedSecret: string | undefined; jwksUrl: string | undefined; sessionSecret: string }): void {
  const encoder = new TextEncoder();
  keys = {
    embedSecret: options.embedSecret ? encoder.encode(options.embedSecret) : null,
    jwks: options.jwksUrl ? createRemoteJWKSet(new URL(options.jwksUrl), { timeoutDuration: 3_000, cooldownDuration: 10_000 }) : null,
    sessionSecret: encoder.encode(options.sessionSecret),
  };
}

/** The keys of this process; throws when it has none. */
export function accessKeys(): AccessKeys {
  if (!keys) throw new Error('useAccessKeys was not called');
  return keys;
}
