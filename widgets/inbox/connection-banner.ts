import { html, nothing, type TemplateResult } from 'lit';
import '../ui/banner.ts';
import '../ui/button.ts';
import type { InboxStore } from './inbox-store.ts';
import type { InboxSay } from './inbox-words.ts';

/** Across the top of the inbox while what it shows may be old: no connection, or a refresh that failed. Styles are the inbox's. */
export function connectionBanner(say: InboxSay, store: InboxStore, retry: () => void): TemplateResult | typeof nothing {
  if (store.isOffline) return html`<engage-banner class="across" tone="warning" icon="wifi-off">${say('inbox.offline')}</engage-banner>`;
  if (store.isReconnecting) return html`<engage-banner class="across" icon="rotate-cw">${say('inbox.connecting')}</engage-banner>`;
  if (!store.list.isStale) return nothing;
  return html`<engage-banner class="across" tone="warning"
    >${say('inbox.stale')}<engage-button slot="action" variant="link" size="small" @click=${retry}>${say('inbox.retry')}</engage-button></engage-banner
  >`;
}
