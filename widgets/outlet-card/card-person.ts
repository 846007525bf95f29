import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { OutletPerson } from '../../types/outlets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/avatar.ts';
import '../ui/badge.ts';
import '../ui/icon.ts';
import '../ui/icon-button.ts';
import '../ui/menu.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { CardSay } from './card-words.ts';
import { linkTrust } from './link-trust.ts';
import type { LinkAct } from './outlet-card-store.ts';

/**
 * Somebody who speaks for the outlet: how to reach them, what they get, where we know it from, and what may be said about it.
 * @tag engage-card-person
 * @fires link-act - detail `{ act, person }`
 */
export class CardPerson extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 10px;
        padding-block: 8px;
      }
      engage-avatar {
        margin-block-start: 2px;
      }
      b {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .reach {
        display: flex;
        flex-wrap: wrap;
        gap: 0 10px;
      }
      .reach,
      .trust {
        color: var(--e-muted);
      }
      .reach bdi {
        overflow-wrap: anywhere;
      }
      .trust {
        font-size: 12px;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-block: 3px;
      }
      .marks:empty {
        display: none;
      }
      :host([expired]) b,
      :host([expired]) .reach {
        color: var(--e-muted);
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) person: OutletPerson | null = null;
  @property({ attribute: false }) say: CardSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** may say what is right and wrong */
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean, reflect: true }) expired = false;

  protected override willUpdate(): void {
    this.expired = this.person?.isExpired ?? false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { person, say, format } = this;
    if (!person || !say || !format) return nothing;
    // who has no name is called by the number, once
    const number = person.phone ? html`<bdi dir="ltr">${format.phone(person.phone)}</bdi>` : null;
    const isUnnamed = number !== null && person.name === person.phone;
    return html`<engage-avatar name=${isUnnamed ? '' : person.name}></engage-avatar>
      <div>
        <b>${isUnnamed ? number : html`<bdi>${person.name}</bdi>`}</b>
        <div class="reach">
          ${isUnnamed ? nothing : (number ?? html`<span>${person.hasWhatsapp ? 'WhatsApp' : say('people.noPhone')}</span>`)}
          ${person.email ? html`<bdi>${person.email}</bdi>` : nothing}
        </div>
        <div class="marks">${this.#marks(person, say)}</div>
        <div class="trust">${linkTrust(person, say, format)}${person.otherOutlets ? html`<br />${say('people.others', { count: person.otherOutlets })}` : nothing}</div>
      </div>
      ${
        this.editable
          ? html`<engage-menu
            label=${say('people.menu', { name: person.name })}
            placement="bottom-end"
            .items=${this.#items(person, say)}
            @choose=${(event: CustomEvent<{ value: LinkAct }>) => this.#chosen(event, person)}
          ><engage-icon-button slot="trigger" size="small" icon="ellipsis" label=${say('people.menu', { name: person.name })}></engage-icon-button></engage-menu>`
          : nothing
      }`;
  }

  #chosen(event: CustomEvent<{ value: LinkAct }>, person: OutletPerson): void {
    event.stopPropagation();
    this.emit('link-act', { act: event.detail.value, person });
  }

  #marks(person: OutletPerson, say: CardSay): TemplateResult {
    return html`${
      person.isRecipient
        ? html`<engage-badge tone="blue" icon="send">${say(person.isPayer ? 'people.recipientChosen' : 'people.recipient')}</engage-badge>`
        : nothing
    }${person.isPrimary ? html`<engage-badge icon="ticket">${say('people.default')}</engage-badge>` : nothing}${
      person.optedOut ? html`<engage-badge tone="red" icon="ban">${say('people.optedOut')}</engage-badge>` : nothing
    }${person.optedIn ? html`<engage-badge tone="green" icon="check">${say('people.optedIn')}</engage-badge>` : nothing}`;
  }

  #items(person: OutletPerson, say: CardSay): MenuItem[] {
    const isCertain = person.source === 'agent' && !person.isExpired && person.expiresAt === null;
    return [
      { value: 'choosePayer', label: say('people.sendHere'), icon: 'send', disabled: person.isPayer },
      { value: 'makePrimary', label: say('people.makeDefault'), icon: 'ticket', disabled: person.isPrimary },
      { value: 'confirm', label: say('people.confirm'), icon: 'user-check', disabled: isCertain },
      { value: 'remove', label: say('people.wrong'), icon: 'ban', danger: true, separated: true },
    ];
  }
}

defineElement(tag('card-person'), CardPerson);
