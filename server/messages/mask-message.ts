import type { MessageView } from '../../types/messages.ts';
import { maskPhone } from '../access/mask-phone.ts';
import { maskText } from '../access/mask-text.ts';

const masked = (text: string | null): string | null => (text === null ? null : maskText(text));

/** The bubble for somebody without the right to personal data: phones, e-mails and addresses shortened, wherever they stand. */
export function maskMessage(view: MessageView): MessageView {
  const { location, contacts, interactive, template, order, replyTo } = view;
  return {
    ...view,
    text: masked(view.text),
    media: view.media && { ...view.media, filename: masked(view.media.filename) },
    location: location && {
      latitude: Math.round(location.latitude * 100) / 100,
      longitude: Math.round(location.longitude * 100) / 100,
      ...(location.name === undefined ? {} : { name: maskText(location.name) }),
      ...(location.address === undefined ? {} : { address: '•••' }),
    },
    contacts: contacts && contacts.map((card) => ({ ...card, phones: card.phones.map(maskPhone), emails: card.emails.map(() => '•••@•••') })),
    interactive: interactive && {
      ...interactive,
      ...(interactive.form ? { form: Object.fromEntries(Object.entries(interactive.form).map(([key, value]) => [key, maskText(value)])) } : {}),
    },
    template: template && { ...template, body: maskText(template.body), ...(template.header === undefined ? {} : { header: maskText(template.header) }) },
    order: order && { ...order, ...(order.text === undefined ? {} : { text: maskText(order.text) }) },
    replyTo: replyTo && { ...replyTo, text: masked(replyTo.text) },
  };
}
