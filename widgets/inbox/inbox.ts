import { html, type TemplateResult } from 'lit';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { WidgetElement } from '../core/widget-element.ts';

/** Stand-in until the widget is written. */
export class Inbox extends WidgetElement {
  protected override render(): TemplateResult {
    return html`<p>inbox</p>`;
  }
}

defineElement(tag('inbox'), Inbox);
