import { readSettings } from '../access/read-settings.ts';
import { decideWindow } from '../messages/decide-window.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { decideOutletQuestion } from './decide-outlet-question.ts';
import { loadOutletLinks } from './load-outlet-links.ts';
import { queueAutomaticMessage, type AutomaticOutcome } from './queue-automatic-message.ts';

interface AskedTicket {
  contact_id: string;
  number_id: string;
  opted_out_at: Date | null;
  locale: string | null;
  last_inbound_at: Date | null;
  last_asked_at: Date | null;
  has_chosen: number;
}

/**
 * A new ticket of somebody with several outlets: which one is meant is asked on WhatsApp, as one tap (POS-10, `decideOutletQuestion`), within
 * the contact's pressure budget. It is the system that asks: the clock of the first response runs on. Once per ticket, however often it
 * is called; null when there is nothing to ask, or this message was the choice itself.
 */
export async function askOutlet(ctx: Ctx, ticketId: string): Promise<AutomaticOutcome | null> {
  const settings = await readSettings(ctx.tenantId, new Date());
  if (!settings.ask_outlet) return null;
  return inTransaction(ctx, async (inside) => {
    const { tx, tenantId, now } = inside;
    const [ticket] = await tx.query<AskedTicket>(
      `SELECT t.contact_id, t.number_id, c.opted_out_at, c.locale, v.last_inbound_at,
         (SELECT MAX(a.created_at) FROM automatic_message a WHERE a.tenant_id = t.tenant_id AND a.contact_id = t.contact_id AND a.kind = 'outlet_question') AS last_asked_at,
         EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = t.tenant_id AND m.ticket_id = t.id AND m.direction = 'in' AND m.type = 'interactive'
           AND JSON_UNQUOTE(JSON_EXTRACT(m.payload, '$.interactive.reply.id')) LIKE 'outlet:%') AS has_chosen
       FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
         LEFT JOIN conversation v ON v.tenant_id = t.tenant_id AND v.number_id = t.number_id AND v.contact_id = t.contact_id
       WHERE t.tenant_id = ? AND t.id = ? AND t.link_state = 'ambiguous' AND t.is_open = 1`,
      [tenantId, ticketId],
    );
    if (!ticket || Number(ticket.has_chosen) === 1) return null;
    const links = (await loadOutletLinks(tx, tenantId, [ticket.contact_id], now)).get(ticket.contact_id) ?? [];
    const living = links.filter((link) => !link.isClosed);
    const outlets = (living.length > 0 ? living : links).sort((one, other) => other.confidence - one.confidence || one.name.localeCompare(other.name));
    const fids = [...new Set(outlets.map(({ fid }) => fid))];
    const franchises =
      fids.length === 0
        ? []
        : await tx.query<{ fid: string; name: string }>('SELECT fid, name FROM franchise WHERE tenant_id = ? AND fid IN (?)', [tenantId, fids]);
    const content = decideOutletQuestion({
      isOn: settings.ask_outlet,
      isOptedOut: ticket.opted_out_at !== null,
      isWindowOpen: decideWindow(ticket.last_inbound_at, new Date()).isOpen,
      lastAskedAt: ticket.last_asked_at,
      outlets: outlets.map(({ oid, fid, name }) => ({ oid, name, franchiseName: franchises.find((franchise) => franchise.fid === fid)?.name ?? '' })),
      locale: ticket.locale,
      now,
    });
    if (!content) return null;
    return queueAutomaticMessage(inside, {
      contactId: ticket.contact_id,
      numberId: ticket.number_id,
      outlet: null,
      kind: 'outlet_question',
      claimKey: `outlet-question:${ticketId}`,
      content,
      lane: 'support',
      ticketId,
      pressure: settings.renewals.pressure,
    });
  });
}
