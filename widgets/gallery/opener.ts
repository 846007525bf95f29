import { html, type TemplateResult } from 'lit';
import '../ui/button.ts';

/** A button that opens the dialog beside it. */
export function opener(label: string, dialog: TemplateResult): TemplateResult {
  const turn = (element: Element | null, isOpen: boolean): void => {
    if (element) Reflect.set(element, 'open', isOpen);
  };
  const beside = ({ currentTarget }: Event): Element | null =>
    currentTarget instanceof Element ? (currentTarget.parentElement?.lastElementChild ?? null) : null;
  return html`<span data-dialog=${label} @close=${({ currentTarget }: Event) => turn(currentTarget instanceof Element ? currentTarget.lastElementChild : null, false)}
    ><engage-button @click=${(event: Event) => turn(beside(event), true)}>${label}</engage-button>${dialog}</span
  >`;
}
