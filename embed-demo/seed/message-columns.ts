import { demoFile } from './demo-file.ts';
import { placeOf } from './place-of.ts';
import type { PlannedLine } from './plan-types.ts';

/** What a planned line becomes in the message table, apart from ids and times. `fileKey` is where its file lies in the store. */
export function messageColumns(
  line: PlannedLine,
  fileKey: (name: string) => string,
): {
  type: string;
  content_text: string | null;
  payload: string | null;
  media_state: string | null;
  media_key: string | null;
  media_mime: string | null;
  media_sha256: string | null;
  media_bytes: number | null;
  media_filename: string | null;
} {
  const plain = {
    content_text: line.text,
    payload: null,
    media_state: null,
    media_key: null,
    media_mime: null,
    media_sha256: null,
    media_bytes: null,
    media_filename: null,
  };
  const media = (type: string, payload: object | null, filename: string | null): ReturnType<typeof messageColumns> => {
    const file = demoFile(line.argument);
    return {
      type,
      content_text: line.text,
      payload: payload === null ? null : JSON.stringify(payload),
      media_state: 'stored',
      media_key: fileKey(file.name),
      media_mime: file.mime,
      media_sha256: file.sha256,
      media_bytes: file.bytes.length,
      media_filename: filename,
    };
  };
  switch (line.kind) {
    case 'image':
    case 'video':
    case 'sticker':
      return media(line.kind, null, null);
    case 'voice':
      return media('audio', { voice: true, durationSeconds: 7 }, null);
    case 'document':
      return media('document', null, line.argument);
    case 'location':
      return { ...plain, type: 'location', content_text: placeOf(line).name, payload: JSON.stringify({ location: placeOf(line) }) };
    case 'contacts':
      return {
        ...plain,
        type: 'contacts',
        content_text: 'Puan Ros',
        payload: JSON.stringify({ contacts: [{ name: 'Puan Ros', phones: ['+60 12-998 7766'], emails: [], org: 'Accounts' }] }),
      };
    case 'unsupported':
      return { ...plain, type: 'unsupported', payload: JSON.stringify({ detail: 'poll_creation' }) };
    case 'buttons':
      return {
        ...plain,
        type: 'interactive',
        payload: JSON.stringify({ interactive: { type: 'button', options: line.options.map((title, at) => ({ id: `choice-${at + 1}`, title })) } }),
      };
    case 'choice':
      return { ...plain, type: 'interactive', payload: JSON.stringify({ interactive: { reply: { id: 'choice-2', title: line.text ?? '' } } }) };
    case 'text':
    case 'template':
    case 'reaction':
      return { ...plain, type: 'text' };
  }
}
