import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../types/messages.ts';
import type { Format } from '../../core/format.ts';
import '../icon.ts';
import type { ConversationSay } from './conversation-words.ts';
import { messageText } from './message-text.ts';

/**
 * What a message holds besides words and files: place, contact cards, order, buttons and answers, template, advertisement it
 * came from, and what WhatsApp would not hand over. Drawn inside the bubble; styles are the bubble's.
 */
export function messageExtras(message: MessageView, say: ConversationSay, format: Format): TemplateResult | typeof nothing {
  const parts = [
    referral(message, say),
    place(message, say),
    cards(message, format, say),
    order(message, say),
    template(message),
    interactive(message, say),
    other(message, say),
  ];
  return parts.some((part) => part !== nothing) ? html`${parts}` : nothing;
}

function place({ location }: MessageView, say: ConversationSay): unknown {
  if (!location) return nothing;
  const at = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return html`<a class="card" href=${`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=17/${location.latitude}/${location.longitude}`} target="_blank" rel="noopener noreferrer">
    <engage-icon name="map-pin"></engage-icon>
    <span class="words"><b dir="auto">${location.name ?? say('summary.location')}</b><small dir="auto">${location.address ?? at}</small></span>
    <engage-icon name="external-link" label=${say('location.open')}></engage-icon>
  </a>`;
}

function cards({ contacts }: MessageView, format: Format, say: ConversationSay): unknown {
  if (!contacts?.length) return nothing;
  return contacts.map(
    (card) =>
      html`<div class="card">
        <engage-icon name="contact"></engage-icon>
        <span class="words"
          ><b><bdi>${card.name || say('contact.nameless')}</bdi></b>${[card.org, ...card.phones.map((phone) => format.phone(phone)), ...card.emails].filter(Boolean).map((line) => html`<small dir="auto">${line}</small>`)}</span
        >
      </div>`,
  );
}

function order({ order: content }: MessageView, say: ConversationSay): unknown {
  if (!content) return nothing;
  return html`<div class="card tall">
    <engage-icon name="shopping-bag"></engage-icon>
    <span class="words"
      ><b>${say('order.items', { count: content.items.length })}</b>${content.items.map((item) => html`<small>${item.quantity} × ${item.productId} · ${item.currency} ${item.price}</small>`)}${
        content.text ? html`<small dir="auto">${content.text}</small>` : nothing
      }</span
    >
  </div>`;
}

function template({ template: content }: MessageView): unknown {
  if (!content) return nothing;
  return html`${content.header ? html`<p class="text heading" dir="auto">${content.header}</p>` : nothing}
    <p class="text" dir="auto">${content.body}</p>
    ${content.footer ? html`<p class="footer" dir="auto">${content.footer}</p>` : nothing}${content.buttons.map((button) => html`<span class="option">${button}</span>`)}`;
}

function interactive({ interactive: content, text }: MessageView, say: ConversationSay): unknown {
  if (!content) return nothing;
  const { reply, options, form, header, footer } = content;
  return html`${header ? html`<p class="text heading" dir="auto">${header}</p>` : nothing}
    ${
      reply
        ? html`<div class="card">
          <engage-icon name="check"></engage-icon>
          <span class="words"><small>${say('interactive.chose')}</small><b dir="auto">${reply.title}</b>${reply.description ? html`<small dir="auto">${reply.description}</small>` : nothing}</span>
        </div>`
        : nothing
    }
    ${
      form
        ? html`<dl class="form">${Object.entries(form).map(([question, answer]) => html`<dt dir="auto">${question}</dt><dd dir="auto">${answer}</dd>`)}</dl>`
        : nothing
    }
    ${text && !reply ? messageText(text) : nothing}${footer ? html`<p class="footer" dir="auto">${footer}</p>` : nothing}${options?.map((option) => html`<span class="option">${option.title}</span>`)}`;
}

function referral({ referral: content }: MessageView, say: ConversationSay): unknown {
  if (!content) return nothing;
  return html`<div class="card">
    <engage-icon name="external-link"></engage-icon>
    <span class="words"><small>${say('referral.from')}</small><b dir="auto">${content.headline ?? content.sourceUrl ?? ''}</b>${content.body ? html`<small dir="auto">${content.body}</small>` : nothing}</span>
  </div>`;
}

function other({ type, detail, text }: MessageView, say: ConversationSay): unknown {
  if (type === 'unsupported' || type === 'unknown')
    return html`<div class="card quiet">
      <engage-icon name="info"></engage-icon>
      <span class="words"><b>${say(`summary.${type}`)}</b><small>${say(detail?.startsWith('poll') ? 'unsupported.poll' : 'unsupported.hint')}</small></span>
    </div>`;
  if (type === 'system' && !text) return html`<p class="text">${say('summary.system')}</p>`;
  return nothing;
}
