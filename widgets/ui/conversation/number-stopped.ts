import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import { numberWords } from './number-words.ts';

/**
 * WhatsApp refuses the number this ticket came through: says so before somebody writes, and lets an administrator send again
 * once the cause is put right. Goes away by the server's word.
 * @tag engage-number-stopped
 */
export class NumberStopped extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  /** the number's name */
  @property() name = '';

  /** for administrators: lets it send again */
  @property({ attribute: false }) resume: (() => Promise<unknown>) | null = null;

  @state() private phase: 'idle' | 'resuming' | 'refused' = 'idle';

  readonly #resume = (): void => {
    this.phase = 'resuming';
    this.resume?.().then(
      () => (this.phase = 'idle'),
      () => (this.phase = 'refused'),
    );
  };

  protected override render(): TemplateResult {
    const word = numberWords(this);
    const button = html`<engage-button slot="action" variant="link" size="small" ?disabled=${this.phase === 'resuming'} @click=${this.#resume}>${word(this.phase === 'resuming' ? 'resuming' : 'resume')}</engage-button>`;
    return html`<engage-banner tone="danger" announce="alert">${word('stopped', { name: this.name })}${this.phase === 'refused' ? ` ${word('refused')}` : ''}${this.resume ? button : nothing}</engage-banner>`;
  }
}

defineElement(tag('number-stopped'), NumberStopped);
