import { TICKET_PRIORITIES, TICKET_STATUSES, type TimelineAction, type TimelineView } from '../../../types/tickets.ts';
import type { ConversationSay } from './conversation-words.ts';

/** What to say when nothing took the place of what was there. */
const CLEARED: Partial<Record<TimelineAction, Parameters<ConversationSay>[0]>> = {
  category_changed: 'timeline.category_cleared',
  subject_changed: 'timeline.subject_cleared',
};

/** A system line in words: who did what. Unknown parameters of a newer server are left out rather than shown raw. */
export function timelineText(say: ConversationSay, { action, actor, params }: TimelineView): string {
  const word = (value: string | undefined): string => {
    const status = TICKET_STATUSES.find((known) => known === value);
    if (status) return say(`ticketStatus.${status}`);
    const priority = TICKET_PRIORITIES.find((known) => known === value);
    if (priority) return say(`priority.${priority}`);
    return value ?? '';
  };
  const by = (what: string): string => (actor ? say('timeline.by', { what, actor }) : what);
  const to = word(params['to'] ?? params['name']);
  const from = word(params['from']);
  if (action === 'assigned' && actor && to === actor) return say('timeline.took', { actor });
  const cleared = CLEARED[action];
  if (cleared && !to) return by(say(cleared));
  const isNameless = (action === 'assigned' || action === 'outlet_linked') && !to;
  const key = isNameless ? (`timeline.${action}_nameless` as const) : (`timeline.${action}` as const);
  const values = { ...params, to, from, actor: actor ?? '' };
  return by(say(key, values));
}
