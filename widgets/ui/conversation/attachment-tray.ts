import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { mediaKindOf } from '../../core/conversation/media-kind-of.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../file-tile.ts';
import '../icon-button.ts';
import { uiWord } from '../ui-word.ts';

/**
 * Files that go with the reply: pictures as pictures, the rest by name, each can be taken out.
 * @tag engage-attachment-tray
 * @fires remove-file - detail `{ index }`
 */
export class AttachmentTray extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li {
        position: relative;
        max-inline-size: 100%;
      }
      img {
        display: block;
        inline-size: 64px;
        block-size: 64px;
        border-radius: 8px;
        object-fit: cover;
        box-shadow: inset 0 0 0 1px var(--e-line);
      }
      .out {
        position: absolute;
        inset-block-start: -8px;
        inset-inline-end: -8px;
        border-radius: 50%;
        background: var(--e-raised);
        box-shadow: var(--e-shadow);
      }
      engage-file-tile {
        inline-size: 240px;
        max-inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) files: readonly File[] = [];
  @property({ attribute: false }) format: Format | null = null;
  #urls = new Map<File, string>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('files')) return;
    for (const [file, url] of this.#urls) {
      if (this.files.includes(file)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(file);
    }
    for (const file of this.files) if (mediaKindOf(file.type) === 'image' && !this.#urls.has(file)) this.#urls.set(file, URL.createObjectURL(file));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { format } = this;
    if (!format) return nothing;
    return html`<ul>
      ${this.files.map((file, index) => {
        const url = this.#urls.get(file);
        const remove = (): boolean => this.emit('remove-file', { index });
        return html`<li>
          ${
            url
              ? html`<img src=${url} alt=${file.name} /><engage-icon-button class="out" size="small" icon="x" label="${uiWord(this, 'remove')} ${file.name}" @click=${remove}></engage-icon-button>`
              : html`<engage-file-tile name=${file.name} mime=${file.type} detail=${format.fileSize(file.size)} removable @remove=${remove}></engage-file-tile>`
          }
        </li>`;
      })}
    </ul>`;
  }
}

defineElement(tag('attachment-tray'), AttachmentTray);
