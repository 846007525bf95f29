import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** With what the host's tokens and our own are checked. */
export interface AccessKeys {
  /** HS256 keys shared with the hosts' back ends, by the tenant each may speak for */
  embedSecrets: ReadonlyMap<string, Uint8Array>;
  /** the public keys of the default tenant's host */
  jwks: JWTVerifyGetKey | null;
  /** HS256 key of our own session tokens */
  sessionSecret: Uint8Array;
}

const DEFAULT_TENANT = 'default';
let keys: AccessKeys | undefined;

/** Reads the keys from the configuration, once at start. */
export function useAccessKeys(options: {
  embedSecret: string | undefined;
  /** `tenant=secret` of the others */
  tenantSecrets: readonly string[];
  jwksUrl: string | undefined;
  sessionSecret: string;
}): void {
  const encoder = new TextEncoder();
  const embedSecrets = new Map(options.embedSecret ? [[DEFAULT_TENANT, encoder.encode(options.embedSecret)]] : []);
  for (const entry of options.tenantSecrets) {
    const at = entry.indexOf('=');
    embedSecrets.set(entry.slice(0, at), encoder.encode(entry.slice(at + 1)));
  }
  keys = {
    embedSecrets,
    jwks: options.jwksUrl ? createRemoteJWKSet(new URL(options.jwksUrl), { timeoutDuration: 3_000, cooldownDuration: 10_000 }) : null,
    sessionSecret: encoder.encode(options.sessionSecret),
  };
}

/** The keys of this process; throws when it has none. */
export function accessKeys(): AccessKeys {
  if (!keys) throw new Error('useAccessKeys was not called');
  return keys;
}
