import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { EngageError } from '../core/engage-error.ts';
import { tag } from '../core/tag.ts';
import './button.ts';
import './icon.ts';
import './input.ts';
import { signInWords } from './sign-in-words.ts';

/**
 * E-mail and password, where no host page vouches for the person.
 * @tag engage-sign-in-form
 * @fires signed-in
 */
export class SignInForm extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-block-size: 100%;
        padding: 24px 16px;
      }
      form {
        display: grid;
        gap: 14px;
        inline-size: min(320px, 100%);
      }
      h2 {
        font-size: 16px;
        font-weight: 600;
      }
      p {
        display: flex;
        gap: 6px;
        color: var(--e-danger);
        font-size: 12.5px;
      }
    `,
  ];

  /** signs in; throws EngageError */
  @property({ attribute: false }) signIn: ((email: string, password: string) => Promise<void>) | null = null;

  @state() private problem: 'wrongPassword' | 'tooManyTries' | 'unreachable' | null = null;
  @state() private isBusy = false;

  #valueOf(name: string): string {
    const value: unknown = Reflect.get(this.renderRoot.querySelector(`[name=${name}]`) ?? {}, 'value');
    return typeof value === 'string' ? value : '';
  }

  async #submitted(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await this.signIn?.(this.#valueOf('email').trim(), this.#valueOf('password'));
      this.emit('signed-in');
    } catch (thrown) {
      const { code } = EngageError.from(thrown);
      this.problem =
        code === 'rate_limited'
          ? 'tooManyTries'
          : code === 'unauthenticated' || code === 'invalid_input' || code === 'forbidden'
            ? 'wrongPassword'
            : 'unreachable';
    }
    this.isBusy = false;
  }

  protected override render(): TemplateResult {
    const word = signInWords(this);
    return html`<form @submit=${this.#submitted}>
      <h2>${word('signInTitle')}</h2>
      <engage-input name="email" type="email" autocomplete="username" label=${word('email')} required></engage-input>
      <engage-input name="password" type="password" autocomplete="current-password" label=${word('password')} required></engage-input>
      ${this.problem ? html`<p role="alert"><engage-icon name="circle-alert"></engage-icon>${word(this.problem)}</p>` : nothing}
      <engage-button variant="primary" type="submit" ?loading=${this.isBusy}>${word('signIn')}</engage-button>
    </form>`;
  }
}

defineElement(tag('sign-in-form'), SignInForm);
