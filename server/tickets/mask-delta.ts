import type { LiveDelta } from '../../types/live.ts';
import type { ThreadItem } from '../../types/tickets.ts';
import { maskText } from '../access/mask-text.ts';
import { maskMessage } from '../messages/mask-message.ts';

/** A live delta for people without the right to personal data (AUTH-04): writers publish it whole, the hub masks it once for all of them. */
export function maskDelta(delta: LiveDelta): LiveDelta {
  switch (delta.t) {
    case 'ticket': {
      const { preview } = delta.patch;
      return preview?.text ? { ...delta, patch: { ...delta.patch, preview: { ...preview, text: maskText(preview.text) } } } : delta;
    }
    case 'item':
      return { ...delta, item: maskItem(delta.item) };
    case 'media':
      return { ...delta, media: { ...delta.media, filename: delta.media.filename === null ? null : maskText(delta.media.filename) } };
    case 'status':
    case 'presence':
      return delta;
  }
}

function maskItem(item: ThreadItem): ThreadItem {
  if (item.kind === 'message') return maskMessage(item);
  if (item.kind === 'note') return { ...item, text: maskText(item.text) };
  return { ...item, params: Object.fromEntries(Object.entries(item.params).map(([name, value]) => [name, maskText(value)])) };
}
