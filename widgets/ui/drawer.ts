import { css, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { Dialog } from './dialog.ts';

/**
 * A dialog at the side of the window: what a pane becomes when there is no room for it.
 * @tag engage-drawer
 */
export class Drawer extends Dialog {
  static override styles: CSSResultGroup = [
    Dialog.styles,
    css`
      dialog {
        --inline-size: 340px;
        block-size: 100dvh;
        max-block-size: none;
        margin: 0;
        margin-inline-start: auto;
        border-width: 0;
        border-inline-start-width: 1px;
        border-radius: 0;
      }
      :host([side='start']) dialog {
        margin-inline: 0 auto;
        border-inline-width: 0 1px;
      }
      .body {
        padding: 0;
      }
      @starting-style {
        dialog[open] {
          opacity: 0;
          transform: translateX(16px);
        }
        :host([side='start']) dialog[open] {
          transform: translateX(-16px);
        }
      }
    `,
  ];

  @property({ reflect: true }) side: 'start' | 'end' = 'end';
}

defineElement(tag('drawer'), Drawer);
