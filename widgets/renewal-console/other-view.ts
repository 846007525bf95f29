import { html, type TemplateResult } from 'lit';
import type { RenewalTaskView } from '../../types/renewals.ts';
import '../ui/skeleton.ts';
import type { ConsoleScreen } from './console-screen.ts';
import type { CallLog } from './console-tasks.ts';

/** Tasks, merchants at risk, settings or templates; what they look like before their code is there. */
export function otherView({ store, say, format, shown, today, has, open, show }: ConsoleScreen): TemplateResult {
  const { tasks, risks } = store;
  if (shown === 'tasks' && has('tasks'))
    return html`<engage-task-board
      .tasks=${tasks.tasks}
      phase=${tasks.phase}
      .error=${tasks.error}
      ?is-mine=${tasks.isMine}
      .busy=${tasks.busy}
      ?fixed=${!store.canRenew}
      today=${today}
      .format=${format}
      @whose-choose=${(event: CustomEvent<{ isMine: boolean }>) => tasks.choose(event.detail.isMine)}
      @task-finish=${(event: CustomEvent<{ task: RenewalTaskView; isDone: boolean }>) => tasks.finish(event.detail.task, event.detail.isDone)}
      @task-call=${(event: CustomEvent<{ task: RenewalTaskView; call: CallLog }>) => tasks.logCall(event.detail.task, event.detail.call)}
      @renewal-choose=${(event: CustomEvent<{ renewalId: string }>) => open(event.detail.renewalId)}
      @retry=${tasks.load}
    ></engage-task-board>`;
  if (shown === 'risk' && has('risk'))
    return html`<engage-risk-board
      data-part="board"
      .list=${risks.list}
      phase=${risks.phase}
      .error=${risks.error}
      .openId=${store.open?.renewal?.id ?? null}
      .format=${format}
      @renewal-choose=${(event: CustomEvent<{ renewalId: string }>) => open(event.detail.renewalId)}
      @settings-choose=${() => show('settings')}
      @retry=${risks.load}
    ></engage-risk-board>`;
  if (shown === 'settings' && store.me && has('settings'))
    return html`<engage-renewal-settings class="view" .calls=${store.viewCalls.settings} .kept=${store.keptSettings} .me=${store.me} .format=${format}></engage-renewal-settings>`;
  if (shown === 'templates' && store.me && has('templates'))
    return html`<engage-template-registry class="view" .calls=${store.viewCalls.templates} .me=${store.me} .format=${format}></engage-template-registry>`;
  return html`<div class="bones" role="status" aria-busy="true" aria-label=${say('list.loading')}>${[60, 85, 70].map((width) => html`<engage-skeleton width="${width}%"></engage-skeleton>`)}</div>`;
}
