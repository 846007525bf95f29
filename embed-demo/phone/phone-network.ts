import type { BusinessNumber, ChatEntry, FailureRule, Handset, SimulatorEvent } from '../simulators/graph/simulator-types.ts';
import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';

/** A merchant in the list: the handset and the last line of its chat. */
export type HandsetSummary = Handset & { last: ChatEntry | null };

async function json<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const answer = await fetch(`/_sim/${path}`, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
const post = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** The phone's view of the simulated network: the control plane of the Graph simulator. */
export const phoneNetwork = {
  numbers: async () => await json<BusinessNumber[]>('numbers'),
  handsets: async () => await json<HandsetSummary[]>('handsets'),
  chat: async (id: string) => await json<ChatEntry[]>(`handsets/${encodeURIComponent(id)}/chat`),
  write: async (id: string, spec: InboundSpec) => await json<ChatEntry>(`handsets/${encodeURIComponent(id)}/inbound`, post(spec)),
  presence: async (id: string, presence: Partial<Pick<Handset, 'isOpen' | 'isOffline' | 'hasReadReceipts'>>) =>
    await json<unknown>(`handsets/${encodeURIComponent(id)}/presence`, post(presence)),
  played: async (id: string, messageId: string) => await json<unknown>(`handsets/${encodeURIComponent(id)}/played`, post({ messageId })),
  fail: async (rule: FailureRule) => await json<unknown>('fail', post(rule)),
  upload: async (file: Blob, filename: string | null) =>
    (
      await json<{ id: string }>(`media${filename === null ? '' : `?filename=${encodeURIComponent(filename)}`}`, {
        method: 'POST',
        headers: { 'content-type': file.type || 'application/octet-stream' },
        body: file,
      })
    ).id,
  mediaUrl: (entry: ChatEntry): string =>
    entry.media?.id === null || entry.media === null ? (entry.media?.url ?? '') : `/_sim/media/${encodeURIComponent(entry.media.id)}`,
  /** Says that the phone was put away, even while the page is closing. */
  leave: (id: string) =>
    navigator.sendBeacon(`/_sim/handsets/${encodeURIComponent(id)}/presence`, new Blob(['{"isOpen":false}'], { type: 'application/json' })),
  /** Hears of everything until the answer is called; reconnects by itself. */
  listen(hear: (event: SimulatorEvent) => void, connected: (isConnected: boolean) => void): () => void {
    const source = new EventSource('/_sim/events');
    source.addEventListener('open', () => {
      connected(true);
    });
    source.addEventListener('error', () => {
      connected(false);
    });
    source.addEventListener('message', (event: MessageEvent<string>) => {
      hear(JSON.parse(event.data) as SimulatorEvent);
    });
    return () => {
      source.close();
    };
  },
};
