import type { ColleagueView, MeView } from '../../../types/access.ts';
import { TICKET_PRIORITIES, type TicketRow, type TicketStatus, type TicketView } from '../../../types/tickets.ts';
import type { MenuItem } from '../menu.ts';
import type { ConversationSay } from './conversation-words.ts';
import { ticketTone } from './ticket-tone.ts';

/** What a ticket's menus offer. A status a person cannot choose (new, closed) is only there while it is the present one. */
export const ticketChoices = {
  status(say: ConversationSay, now: TicketStatus): readonly MenuItem[] {
    const offered: TicketStatus[] = ['open', 'pending_merchant', 'pending_internal', 'resolved'];
    if (!offered.includes(now)) offered.unshift(now);
    return offered.map((status) => ({ value: status, label: say(`ticketStatus.${status}`), checked: status === now }));
  },
  priority(say: ConversationSay, now: TicketRow['priority']): readonly MenuItem[] {
    return TICKET_PRIORITIES.toReversed().map((priority) => ({
      value: priority,
      label: say(`priority.${priority}`),
      icon: ticketTone.priority[priority].icon,
      checked: priority === now,
    }));
  },
  /** Who may assign does; others who answer may take a ticket nobody has, and give their own back. */
  mayAssign(now: TicketRow['assignee'], me: MeView | null): boolean {
    if (!me) return false;
    return me.can.assign || (me.can.reply && (now === null || now.userId === me.userId));
  },
  /** Colleagues who do not see the ticket are left out: it cannot be given to them. */
  assignee(say: ConversationSay, { assignee: now, assigneeIds }: TicketView, colleagues: readonly ColleagueView[], me: MeView | null): readonly MenuItem[] {
    const others = me?.can.assign ? colleagues.filter(({ userId }) => userId !== me.userId && (assigneeIds?.includes(userId) ?? true)) : [];
    return [
      ...(me ? [{ value: me.userId, label: say('assignee.me'), detail: me.name, icon: 'user-check' as const, checked: now?.userId === me.userId }] : []),
      { value: '', label: say('assignee.nobody'), icon: 'user' as const, checked: now === null },
      ...others.map(({ userId, name, role }, index) => ({
        value: userId,
        label: name,
        detail: say(`role.${role}`),
        checked: now?.userId === userId,
        separated: index === 0,
      })),
    ];
  },
};
