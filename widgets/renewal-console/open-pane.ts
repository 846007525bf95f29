import { html, type TemplateResult } from 'lit';
import type { Format } from '../core/format.ts';
import '../ui/empty-state.ts';
import '../ui/skeleton.ts';
import type { RenewalAct } from '../ui/renewal/renewal-act.ts';
import type { ConsoleStore } from './console-store.ts';
import type { ConsoleSay } from './console-words.ts';
import type { OpenRenewal } from './open-renewal.ts';

/** Where the open renewal stands, and whom it tells. */
export interface OpenPane {
  say: ConsoleSay;
  format: Format;
  store: ConsoleStore;
  /** null: it is not known yet which */
  open: OpenRenewal | null;
  /** its code has been fetched */
  isThere: boolean;
  canGoBack: boolean;
  isBesideRecord: boolean;
  act: (act: RenewalAct) => void;
}

/** The open renewal; what it looks like before it is there; and an outlet that has none. */
export function openPane({ say, format, store, open, isThere, canGoBack, isBesideRecord, act }: OpenPane): TemplateResult {
  if (!open || !isThere)
    return html`<div class="bones" role="status" aria-busy="true" aria-label=${say('list.loading')}>
      <engage-skeleton width="70%" height="16px"></engage-skeleton><engage-skeleton width="45%"></engage-skeleton><engage-skeleton shape="block" height="84px"></engage-skeleton><engage-skeleton shape="block" height="120px"></engage-skeleton>
    </div>`;
  if (open.phase === 'ready' && !open.renewal)
    return html`<engage-empty-state icon="store" heading=${say('empty.outlet')}>${say('empty.outletHint')}</engage-empty-state>`;
  return html`<engage-renewal-detail
    data-part="detail"
    .renewal=${open.renewal}
    .former=${open.former}
    .explanation=${open.explanation}
    .preview=${open.preview}
    .me=${store.me}
    .colleagues=${store.colleagues}
    .format=${format}
    .busy=${open.busy}
    .error=${open.error}
    ?can-go-back=${canGoBack}
    ?beside-record=${isBesideRecord}
    @renewal-act=${(event: CustomEvent<RenewalAct>) => act(event.detail)}
  ></engage-renewal-detail>`;
}
