import { GraphFault } from './graph-fault.ts';
import { mediaPart } from './media-part.ts';
import type { MediaStore } from './media-store.ts';
import type { OutboundMessage } from './outbound-schema.ts';

const cache = new Map<string, { at: number; fault: string | null }>();

/** Fetches a file sent by link as Meta does, keeping the outcome for ten minutes; the fault (131052, 131053) comes later, as a status. */
export async function fetchLinkFault(message: OutboundMessage, store: MediaStore): Promise<GraphFault | null> {
  const link = mediaPart(message)?.link;
  if (link === undefined) return null;
  const known = cache.get(link);
  if (known !== undefined && Date.now() - known.at < 600_000) return known.fault === null ? null : new GraphFault(131053, known.fault);
  let fault: string | null;
  try {
    const answer = await fetch(link, { signal: AbortSignal.timeout(5_000) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    fault = answer.ok
      ? store.refusal(message.type, answer.headers.get('content-type') ?? '', bytes.length)
      : `Media download error: the link answered ${answer.status}`;
  } catch {
    fault = 'Media download error: the link could not be reached';
  }
  cache.set(link, { at: Date.now(), fault });
  return fault === null ? null : new GraphFault(131053, fault);
}
