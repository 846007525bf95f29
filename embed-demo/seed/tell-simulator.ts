import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import type { WireTemplate } from '../simulators/graph/wire-types.ts';
import type { DemoFile } from './demo-file.ts';

/** Gives the phones the past they share with the database: chats, open windows, the files in them, and what Meta has approved. */
export async function tellSimulator(url: string, chats: readonly ChatEntry[], files: readonly DemoFile[], templates: readonly WireTemplate[]): Promise<void> {
  const post = async (path: string, body: BodyInit, type: string): Promise<void> => {
    const answer = await fetch(`${url}/_sim/${path}`, { method: 'POST', headers: { 'content-type': type }, body });
    if (!answer.ok) throw new Error(`the Graph simulator answered ${answer.status} for ${path}`);
  };
  await post('reset', '', 'application/json');
  await post('templates', JSON.stringify(templates), 'application/json');
  for (const file of files)
    await post(`media/${encodeURIComponent(`demo-${file.name}`)}?filename=${encodeURIComponent(file.name)}`, new Uint8Array(file.bytes), file.mime);
  for (let at = 0; at < chats.length; at += 500) await post('history', JSON.stringify(chats.slice(at, at + 500)), 'application/json');
}
