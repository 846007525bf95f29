import { html, nothing, type TemplateResult } from 'lit';
import type { RenewalOverview } from '../../types/renewals.ts';
import type { Format } from '../core/format.ts';
import '../ui/button.ts';
import '../ui/icon.ts';
import '../ui/icon-button.ts';
import type { MenuItem } from '../ui/menu.ts';
import '../ui/menu.ts';
import { CONSOLE_VIEW_LISTS, CONSOLE_VIEWS, type ConsoleView } from './console-view.ts';
import type { ConsoleSay } from './console-words.ts';

/** What the row of views needs, and what is pressed in it. */
export interface ConsoleNav {
  say: ConsoleSay;
  format: Format;
  shown: ConsoleView;
  overview: RenewalOverview | null;
  /** px: what does not fit beside the lists stands in the menu */
  room: number;
  /** the bars and the chart are shown; null: this view has none */
  areChartsShown: boolean | null;
  canSignOut: boolean;
  /** what was typed in the settings, and left there, cannot be saved */
  areSettingsWrong: boolean;
  show: (view: ConsoleView) => void;
  toggleCharts: () => void;
  showKeys: () => void;
  signOut: () => void;
}

/** From the least room on, px, these stand beside the lists. */
const ROOM_FOR = [
  { view: 'risk', least: 600 },
  { view: 'settings', least: 820 },
  { view: 'templates', least: 820 },
] as const;

/** The lists with their counts, tasks, who is at risk, settings and templates; what is rarely wanted in a menu at the end. */
export function consoleNav(nav: ConsoleNav): TemplateResult {
  const { say, format, shown, overview, room } = nav;
  const crowded = ROOM_FOR.filter(({ least }) => room < least).map(({ view }) => view);
  const views = CONSOLE_VIEWS.filter((view) => view === shown || !crowded.some((one) => one === view));
  const countOf = (view: ConsoleView): number | undefined => {
    const list = CONSOLE_VIEW_LISTS.find((one) => one === view);
    return list ? overview?.counts[list] : view === 'tasks' ? overview?.openTasks : undefined;
  };
  // there, the fields themselves say so
  const isWrong = (view: ConsoleView): boolean => view === 'settings' && view !== shown && nav.areSettingsWrong;
  const hidden: MenuItem[] = crowded.map((view) => ({ value: view, label: say(`view.${view}`), ...(isWrong(view) && { detail: say('view.wrong') }) }));
  const items: MenuItem[] = [
    ...hidden,
    ...(nav.areChartsShown === null ? [] : [{ value: 'charts', label: say('console.charts'), checked: nav.areChartsShown }]),
    { value: 'keys', label: say('console.keys'), icon: 'keyboard' as const, hint: '?' },
    ...(nav.canSignOut ? [{ value: 'out', label: say('console.signOut'), icon: 'log-out' as const, separated: true }] : []),
  ];
  const choose = (value: string): void => {
    if (value === 'charts') nav.toggleCharts();
    else if (value === 'keys') nav.showKeys();
    else if (value === 'out') nav.signOut();
    else for (const view of crowded) if (view === value) nav.show(view);
  };
  return html`<div class="views">
    <nav aria-label=${say('console.views')}>
      ${views.map((view) => {
        const count = countOf(view);
        return html`${view === 'tasks' ? html`<span class="rule"></span>` : nothing}<button type="button" aria-current=${view === shown ? 'page' : nothing} @click=${() => nav.show(view)}>${say(`view.${view}`)}${count === undefined ? nothing : html` <span class="count">${format.number(count)}</span>`}${isWrong(view) ? html`<span class="wrong" title=${say('view.wrong')}><engage-icon name="circle-alert"></engage-icon><span class="sr-only">${say('view.wrong')}</span></span>` : nothing}</button>`;
      })}
    </nav>
    <engage-menu label=${say('console.more')} placement="bottom-end" .items=${items} @choose=${(event: CustomEvent<{ value: string }>) => choose(event.detail.value)}>
      <engage-icon-button slot="trigger" icon="ellipsis" label=${say('console.more')}></engage-icon-button>
    </engage-menu>
  </div>`;
}
