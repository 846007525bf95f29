import { blankEntry } from './blank-entry.ts';
import type { StoredMedia } from './media-store.ts';
import type { OutboundMessage } from './outbound-schema.ts';
import { renderTemplate } from './render-template.ts';
import type { ChatEntry } from './simulator-types.ts';
import type { WireTemplate } from './wire-types.ts';

/** How a business message looks on the phone. Pure; `media` is what the message refers to by id, if it is known. */
export function describeOutbound(
  message: OutboundMessage,
  head: Pick<ChatEntry, 'id' | 'handsetId' | 'phoneNumberId' | 'at'>,
  media: StoredMedia | undefined,
  template: WireTemplate | undefined,
): ChatEntry {
  const entry: ChatEntry = { ...blankEntry({ ...head, direction: 'out', kind: message.type }), replyToId: message.context?.message_id ?? null };
  const attach = (
    part: { id?: string | undefined; link?: string | undefined; filename?: string | undefined; caption?: string | undefined },
    mime: string,
  ): void => {
    entry.media = {
      id: part.id ?? null,
      url: part.link ?? null,
      mime: media?.mime ?? mime,
      filename: part.filename ?? media?.filename ?? null,
      isVoice: false,
    };
    entry.text = part.caption ?? null;
  };
  switch (message.type) {
    case 'text':
      entry.text = message.text.body;
      break;
    case 'image':
      attach(message.image, 'image/jpeg');
      break;
    case 'video':
      attach(message.video, 'video/mp4');
      break;
    case 'audio':
      attach(message.audio, 'audio/ogg');
      if (entry.media !== null) entry.media.isVoice = message.audio.voice === true;
      break;
    case 'document':
      attach(message.document, 'application/pdf');
      break;
    case 'sticker':
      attach(message.sticker, 'image/webp');
      break;
    case 'location':
      entry.location = {
        latitude: message.location.latitude,
        longitude: message.location.longitude,
        name: message.location.name ?? null,
        address: message.location.address ?? null,
      };
      break;
    case 'contacts':
      entry.people = message.contacts.map((person) => ({ name: person.name.formatted_name, phone: person.phones?.[0]?.phone ?? null }));
      break;
    case 'reaction':
      entry.text = message.reaction.emoji;
      break;
    case 'interactive': {
      const interactive = message.interactive;
      entry.text = interactive.body.text;
      if ('footer' in interactive) entry.footer = interactive.footer?.text ?? null;
      if ('header' in interactive && interactive.header?.type === 'text') entry.header = interactive.header.text;
      if (interactive.type === 'button') {
        entry.choices = interactive.action.buttons.map((button) => ({
          kind: 'reply' as const,
          id: button.reply.id,
          title: button.reply.title,
          description: null,
          section: null,
        }));
      } else if (interactive.type === 'list') {
        entry.listButton = interactive.action.button;
        entry.choices = interactive.action.sections.flatMap((section) =>
          section.rows.map((row) => ({
            kind: 'list' as const,
            id: row.id,
            title: row.title,
            description: row.description ?? null,
            section: section.title ?? null,
          })),
        );
      } else if (interactive.type === 'cta_url') {
        entry.choices = [
          { kind: 'link', id: interactive.action.parameters.url, title: interactive.action.parameters.display_text, description: null, section: null },
        ];
      }
      break;
    }
    case 'template': {
      const rendered = template === undefined ? null : renderTemplate(template, message.template.components ?? []);
      entry.header = rendered?.header ?? null;
      entry.text = rendered?.body ?? message.template.name;
      entry.footer = rendered?.footer ?? null;
      entry.choices = (rendered?.buttons ?? []).map((button) => ({
        kind: button.type === 'QUICK_REPLY' ? ('template' as const) : ('link' as const),
        id: button.url ?? button.payload,
        title: button.text,
        description: null,
        section: null,
      }));
      break;
    }
  }
  return entry;
}
