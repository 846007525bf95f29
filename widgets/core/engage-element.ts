import { type CSSResultGroup, LitElement } from 'lit';
import { reset } from '../theme/reset.ts';

/**
 * What every element of the suite is built on: Lit, and one reset sheet shared by all shadow roots. Subclasses write
 * `static override styles = [EngageElement.styles, css`…`]`.
 */
export class EngageElement extends LitElement {
  static override styles: CSSResultGroup = [reset];

  /** Fires a bubbling, composed event; answers false when a listener called `preventDefault()`. */
  protected emit<Detail>(name: string, detail?: Detail, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }
}
