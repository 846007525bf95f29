import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import './icon.ts';
import './icon-button.ts';
import type { IconName } from './icons.ts';
import { uiWord } from './ui-word.ts';

/**
 * A file: to open (with `href`), on its way up (with `progress`), or refused (with `error`).
 * @tag engage-file-tile
 * @fires remove - the person takes it out
 */
export class FileTile extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      .tile {
        position: relative;
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 44px;
        padding: 8px 10px;
        overflow: hidden;
        border-radius: calc(var(--e-radius) + 2px);
        background: var(--e-surface);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-text);
        text-decoration: none;
      }
      a.tile:hover {
        box-shadow: inset 0 0 0 1px var(--e-line-strong);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
        line-height: 18px;
      }
      b {
        display: block;
        overflow: hidden;
        font-size: 13px;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12px;
      }
      .bad small {
        color: var(--e-danger);
      }
      engage-icon {
        color: var(--e-muted);
        --size: 18px;
      }
      .bar {
        position: absolute;
        inset: auto 0 0;
        block-size: 3px;
        background: var(--e-line);
      }
      .bar i {
        display: block;
        block-size: 100%;
        background: var(--e-accent);
        transition: inline-size var(--e-quick) linear;
      }
    `,
  ];

  @property() name = '';

  /** kind and size in words: `PDF, 212 KB` */
  @property() detail = '';

  @property() mime = '';

  /** opens in a new tab */
  @property() href = '';

  /** 0–1 while it is on its way */
  @property({ type: Number }) progress: number | undefined;

  /** why it cannot be sent or shown */
  @property() error = '';

  /** offers to take it out */
  @property({ type: Boolean }) removable = false;

  get #icon(): IconName {
    if (this.error) return 'circle-alert';
    if (this.mime.startsWith('image/')) return 'image';
    if (this.mime.startsWith('video/')) return 'video';
    if (this.mime.startsWith('audio/')) return 'mic';
    return /pdf|text|word/.test(this.mime) ? 'file-text' : 'file';
  }

  protected override render(): TemplateResult {
    const { progress } = this;
    const isMoving = progress !== undefined && progress < 1 && !this.error;
    const percent = `${Math.round((progress ?? 0) * 100)}%`;
    const inside = html`<engage-icon name=${this.#icon}></engage-icon>
      <span class="words"><b title=${this.name}>${this.name}</b><small>${this.error || this.detail}</small></span>
      ${this.href ? html`<engage-icon name="download"></engage-icon>` : nothing}
      ${
        this.removable
          ? html`<engage-icon-button size="small" icon="x" label="${uiWord(this, 'remove')} ${this.name}" @click=${() => this.emit('remove')}></engage-icon-button>`
          : nothing
      }
      ${
        isMoving
          ? html`<span class="bar" role="progressbar" aria-label=${this.name} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent.slice(0, -1)}><i ${cssSet({ inlineSize: percent })}></i></span>`
          : nothing
      }`;
    return this.href
      ? html`<a class="tile" href=${this.href} target="_blank" rel="noopener">${inside}</a>`
      : html`<div class="tile ${this.error ? 'bad' : ''}">${inside}</div>`;
  }
}

defineElement(tag('file-tile'), FileTile);
