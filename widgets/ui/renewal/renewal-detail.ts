import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { RenewalExplanation, RenewalRow, RenewalView, SendPreview } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { RenewalAct } from './renewal-act.ts';

/**
 * One renewal: what is due, how it stands and why, what was done and what comes next, and everything a person can do about it. Made
 * for 320 to 420 px beside an outlet record, and for a wide pane. Without `me.can.renew` it only shows.
 * @tag engage-renewal-detail
 * @fires renewal-act - detail: a RenewalAct. Whoever performs it sets `busy` to the name of the act meanwhile, and `error` when it failed:
 * a form closes when `busy` ends without an error
 */
export class RenewalDetail extends EngageElement {
  @property({ attribute: false }) renewal: RenewalView | null = null;
  /** former cycles of the outlet, newest first */
  @property({ attribute: false }) former: readonly RenewalRow[] = [];
  /** answers `explain` */
  @property({ attribute: false }) explanation: RenewalExplanation | null = null;
  /** answers `preview` */
  @property({ attribute: false }) preview: SendPreview | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) format: Format | null = null;
  /** name of the act that is under way */
  @property({ attribute: false }) busy: RenewalAct['do'] | null = null;
  /** of the last act, or of loading while there is no renewal */
  @property({ attribute: false }) error: EngageError | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { renewal } = this;
    if (!renewal) return nothing;
    return html`<button type="button" @click=${() => this.emit<RenewalAct>('renewal-act', { do: 'explain' })}>${renewal.outletName}</button>`;
  }
}

defineElement(tag('renewal-detail'), RenewalDetail);
