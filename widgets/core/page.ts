import type { EngageConfiguration } from '../../types/embed.ts';

/** What all copies of the suite on one page share, whatever their version or the address they were loaded from. */
export interface Page {
  configuration: Partial<EngageConfiguration>;
  /** told of every `configure()`; true when it named `getToken` */
  listeners: Set<(isTokenAsked: boolean) => void>;
  /** connections to servers, keyed by suite version, server and identity (core/connection.ts) */
  connections: Map<string, unknown>;
  /** warnings already given, so that each is given once */
  warned: Set<string>;
}

const key: symbol = Symbol.for('engage.page');

/** The page's shared record, made on first use. It hangs on `globalThis` under a registered symbol: no name to collide with. */
export function page(): Page {
  const holder = globalThis as unknown as Record<symbol, Page | undefined>;
  return (holder[key] ??= { configuration: {}, listeners: new Set(), connections: new Map(), warned: new Set() });
}
