import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { MessageStatus, MessageView } from '../../../types/messages.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { IconName } from '../icons.ts';
import '../icon.ts';
import '../tooltip.ts';
import type { ConversationSay } from './conversation-words.ts';

const ICONS: Record<MessageStatus, IconName | ''> = {
  received: '',
  queued: 'clock',
  sending: 'clock',
  unknown: 'clock',
  sent: 'check',
  delivered: 'check-check',
  read: 'check-check',
  played: 'check-check',
  failed: 'circle-alert',
};

/**
 * How far a reply got: clock, tick, two ticks, two blue ticks; each with its words, and its time on hover.
 * @tag engage-delivery-state
 */
export class DeliveryState extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        --size: 15px;
      }
      .read {
        color: var(--e-blue);
      }
      .failed {
        color: var(--e-danger);
      }
    `,
  ];

  @property({ attribute: false }) message: MessageView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { message, say, format } = this;
    if (!message || !say || !format || message.direction === 'in') return nothing;
    const { status } = message;
    const icon = ICONS[status];
    if (!icon) return nothing;
    const at =
      status === 'read' || status === 'played' ? message.readAt : status === 'delivered' ? message.deliveredAt : status === 'sent' ? message.sentAt : null;
    const word = say(`status.${status}`);
    return html`<engage-tooltip name-only text=${at ? `${word}, ${format.exact(at)}` : word}
      ><engage-icon class=${status === 'played' ? 'read' : status} name=${icon} label=${word}></engage-icon
    ></engage-tooltip>`;
  }
}

defineElement(tag('delivery-state'), DeliveryState);
