import { html, nothing, type TemplateResult } from 'lit';
import './bulk-bar.ts';
import './console-header.ts';
import type { ConsoleFilter, RenewalSort } from './console-list.ts';
import type { ConsoleScreen } from './console-screen.ts';
import type { CONSOLE_VIEW_LISTS, ConsoleView } from './console-view.ts';
import { daysFilter } from './days-filter.ts';
import { matchesElsewhere } from './matches-elsewhere.ts';
import { matchCount } from './match-count.ts';
import type { DaysLeft } from './renewal-figures.ts';
import './renewal-figures.ts';
import './renewal-rows.ts';
import { Ticks } from './ticks.ts';

/** A list of renewals: the figures, the search or what is ticked, the rows. */
export function listView(screen: ConsoleScreen, list: (typeof CONSOLE_VIEW_LISTS)[number], full: boolean): TemplateResult {
  const { store, say, format, today } = screen;
  const { filter, sort, isDescending, rows } = store.list;
  const { tab: _, ...filters } = filter;
  const matching = matchCount(store, daysFilter.of(filter, today));
  return html`<engage-renewal-figures
      class="fold"
      .overview=${store.overview}
      list=${list}
      .days=${daysFilter.of(filter, today)}
      ?full=${full}
      ?narrowed=${store.isOverviewNarrowed}
      ?failed=${store.isOverviewFailed}
      .say=${say}
      .format=${format}
      @figure-choose=${(event: CustomEvent<{ list: ConsoleView }>) => screen.show(event.detail.list)}
      @days-choose=${(event: CustomEvent<DaysLeft | null>) => screen.choose(daysFilter.with(filter, event.detail, today))}
      @figures-retry=${store.loadFigures}
    ></engage-renewal-figures>
    <div class="tools">
      <engage-console-header
            data-part="header"
            ?inert=${!store.ticks.isEmpty}
            .filter=${filter}
            sort=${sort}
            ?is-descending=${isDescending}
            .filters=${store.filters}
            .personName=${screen.personName}
            .count=${matching}
            ?fixed=${!store.canRenew}
            ?is-exporting=${screen.isExporting}
            .say=${say}
            .format=${format}
            @filter-change=${(event: CustomEvent<{ filter: ConsoleFilter; sort: RenewalSort; isDescending: boolean }>) => screen.choose(event.detail.filter, event.detail.sort, event.detail.isDescending)}
            @filters-clear=${() => screen.choose({ tab: list })}
            @file-wish=${() => screen.saveFile(null)}
          ></engage-console-header>
      ${
        store.ticks.isEmpty
          ? nothing
          : html`<engage-bulk-bar
            count=${store.ticks.ids.length}
            ?is-all=${store.ticks.isAll}
            .matching=${matching}
            ?has-more=${!store.list.isComplete || store.ticks.ids.length < rows.length}
            ?can-send=${list === 'due' || list === 'overdue'}
            ?is-busy=${screen.isAssigning}
            .filters=${store.filters}
            me=${store.me?.userId ?? ''}
            .say=${say}
            @all-tick=${() => store.tick(new Ticks(new Set(), true))}
            @ticks-clear=${screen.clear}
            @send-wish=${() => screen.send(store.selection)}
            @assign-wish=${(event: CustomEvent<{ userId: string | null }>) => screen.assign(event.detail.userId)}
            @file-wish=${() => screen.saveFile(store.selection)}
          ></engage-bulk-bar>`
      }
    </div>
    <engage-renewal-rows
      data-part="list"
      .rows=${rows}
      more=${store.list.more}
      phase=${store.list.phase}
      .error=${store.list.error}
      list=${list}
      sort=${sort}
      ?is-descending=${isDescending}
      ?is-filtered=${Object.keys(filters).length > 0}
      .elsewhere=${matchesElsewhere(store, list)}
      .openId=${store.open?.renewal?.id ?? null}
      .ticks=${store.ticks}
      ?fixed=${!store.canRenew}
      .say=${say}
      .format=${format}
      @renewal-choose=${(event: CustomEvent<{ renewalId: string }>) => screen.open(event.detail.renewalId)}
      @ticks-change=${(event: CustomEvent<Ticks>) => store.tick(event.detail)}
      @person-choose=${(event: CustomEvent<{ contactId: string; name: string }>) => screen.choosePerson(event.detail.contactId, event.detail.name)}
      @list-choose=${(event: CustomEvent<{ list: ConsoleView }>) => screen.show(event.detail.list)}
      @more-wanted=${store.list.loadMore}
      @retry=${store.list.retry}
      @sort-choose=${(event: CustomEvent<{ sort: RenewalSort; isDescending: boolean }>) => screen.choose(filter, event.detail.sort, event.detail.isDescending)}
      @filters-clear=${() => screen.choose({ tab: list })}
    ></engage-renewal-rows>`;
}
