import type { ColleagueView } from '../../../types/access.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES, type CategoryView } from '../../../types/tickets.ts';
import type { TemplateView } from '../../../types/templates.ts';
import type { TicketField } from './conversation.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { Draft } from './drafts.ts';

/** What a person does in an open ticket. Parts say it, the store does it. */
export type ConversationAct =
  | { do: 'draft'; change: Partial<Draft> }
  | { do: 'send'; force: boolean }
  | { do: 'template'; template: TemplateView; variables: Record<string, string>; body: string }
  | { do: 'ask'; body: string; titles: readonly string[]; baseRevision: number }
  | { do: 'change'; field: TicketField; value: string | null }
  | { do: 'link'; oid: string; name: string; remember: boolean }
  | { do: 'react'; messageId: string; emoji: string }
  | { do: 'retry' | 'media'; messageId: string }
  | { do: 'again' | 'discard'; clientKey: string }
  | { do: 'note' | 'keep-writing' | 'older' | 'reload' | 'unavailable' };

/** Names of the ids a person can choose, to show the choice before the server answers. */
export interface KnownNames {
  colleagues: readonly ColleagueView[];
  categories: readonly CategoryView[];
}

/** Does what the person did. Failures come back as notices, never as rejections. */
export async function performAct(store: ConversationStore, act: ConversationAct, names: KnownNames): Promise<void> {
  switch (act.do) {
    case 'draft':
      return store.writing.change(act.change);
    case 'send':
      return store.writing.send(act.force);
    case 'template':
      return store.writing.sendTemplate(act.template, act.variables, act.body);
    case 'ask':
      return store.writing.ask(act.body, act.titles, act.baseRevision);
    case 'change':
      return change(store, act.field, act.value, names);
    case 'link':
      await store.edits.linkOutlet(act.oid, act.name, act.remember);
      return;
    case 'react':
      return store.sendReaction(act.messageId, act.emoji);
    case 'retry':
      return store.retryMessage(act.messageId);
    case 'media':
      await store.mediaUrl(act.messageId);
      return;
    case 'again':
      return store.sendAgain(act.clientKey);
    case 'discard':
      return store.discard(act.clientKey);
    case 'note':
      await store.writing.addNote();
      return;
    case 'keep-writing':
      return store.writing.keepOn();
    case 'older':
      return store.loadOlder();
    case 'reload':
      return store.retryLoad();
    case 'unavailable':
      return;
  }
}

async function change(store: ConversationStore, field: TicketField, value: string | null, { colleagues, categories }: KnownNames): Promise<void> {
  const { ticket } = store.conversation;
  if (!ticket) return;
  const status = TICKET_STATUSES.find((known) => known === value);
  const priority = TICKET_PRIORITIES.find((known) => known === value);
  switch (field) {
    case 'status':
      return status && status !== ticket.status ? store.edits.change({ status: { from: ticket.status, to: status, shown: { status } } }) : undefined;
    case 'priority':
      return priority && priority !== ticket.priority
        ? store.edits.change({ priority: { from: ticket.priority, to: priority, shown: { priority } } })
        : undefined;
    case 'assignee': {
      const colleague = colleagues.find(({ userId }) => userId === value);
      const from = ticket.assignee?.userId ?? null;
      return from === value
        ? undefined
        : store.edits.change({ assignee: { from, to: value, shown: { assignee: value ? { userId: value, name: colleague?.name ?? '' } : null } } });
    }
    case 'category':
      return store.edits.change({
        category: { from: ticket.categoryId, to: value, shown: { categoryId: value, categoryName: categories.find(({ id }) => id === value)?.name ?? null } },
      });
    case 'subject':
      return store.edits.change({ subject: { from: ticket.subject, to: value, shown: { subject: value } } });
  }
}
