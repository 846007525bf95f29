import { html, nothing, type TemplateResult } from 'lit';
import '../ui/banner.ts';
import '../ui/button.ts';
import type { ConsoleStore } from './console-store.ts';
import type { ConsoleView } from './console-view.ts';
import type { ConsoleSay } from './console-words.ts';

const SAID = new Set(['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'DRAFT', 'DELETED']);

/** What one must know before reading on: no connection, reminders off, templates WhatsApp refuses, only looking. */
export function consoleBanners(say: ConsoleSay, store: ConsoleStore, show: (view: ConsoleView) => void): TemplateResult {
  const { overview } = store;
  return html`${connection(say, store)}
    ${
      overview && !overview.isOn
        ? html`<engage-banner tone="warning" icon="pause">${say('console.off')}<engage-button slot="action" variant="link" size="small" @click=${() => show('settings')}>${say('console.toSettings')}</engage-button></engage-banner>`
        : nothing
    }
    ${overview?.blocked.map(
      ({ template, status, waiting }) =>
        html`<engage-banner tone="warning">${say(waiting ? 'console.blocked' : 'console.blockedNone', { count: waiting, template, status: say(SAID.has(status) ? `template.${status as 'PAUSED'}` : 'template.other') })}<engage-button slot="action" variant="link" size="small" @click=${() => show('templates')}>${say('console.toTemplates')}</engage-button></engage-banner>`,
    )}
    ${store.me && !store.canRenew ? html`<engage-banner tone="quiet" icon="eye" announce="off">${say('console.readOnly')}</engage-banner>` : nothing}`;
}

function connection(say: ConsoleSay, store: ConsoleStore): TemplateResult | typeof nothing {
  if (store.isOffline) return html`<engage-banner tone="warning" icon="wifi-off">${say('console.offline')}</engage-banner>`;
  if (store.isReconnecting) return html`<engage-banner icon="rotate-cw">${say('console.connecting')}</engage-banner>`;
  if (!store.list.isStale) return nothing;
  return html`<engage-banner tone="warning">${say('console.stale')}<engage-button slot="action" variant="link" size="small" @click=${() => store.refresh()}>${say('console.retry')}</engage-button></engage-banner>`;
}
