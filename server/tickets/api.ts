import { z } from 'zod';
import { addLinkInput, linkOutletInput, outletCardInput, outletLinkInput } from '../../types/outlets.ts';
import { addNoteInput, changeTicketInput, listTicketsInput, outletTicketsInput, threadInput, ticketIdInput, ticketRowsInput } from '../../types/tickets.ts';
import type { TicketPage } from '../../types/tickets.ts';
import { idSchema } from '../../types/paging.ts';
import { adminProcedure } from '../access/admin-procedure.ts';
import { addOutletLink } from '../contacts/add-outlet-link.ts';
import { changeOutletLink, type LinkWord } from '../contacts/change-outlet-link.ts';
import { choosePayer } from '../contacts/choose-payer.ts';
import { router, signedInProcedure } from '../platform/trpc.ts';
import { addNote } from './add-note.ts';
import { changeTicket } from './change-ticket.ts';
import { countTickets } from './count-tickets.ts';
import { eraseContact } from './erase-contact.ts';
import { exportContact } from './export-contact.ts';
import { getTicket } from './get-ticket.ts';
import { linkOutlet } from './link-outlet.ts';
import { listCategories } from './list-categories.ts';
import { listOutletTickets } from './list-outlet-tickets.ts';
import { listThread } from './list-thread.ts';
import { listTickets } from './list-tickets.ts';
import { loadTickets } from './load-tickets.ts';
import { markTicketRead } from './mark-ticket-read.ts';
import { mayAddNote, mayChangeTicket, mayHandlePersonalData, mayLinkOutlet } from './policy.ts';
import { readOutletCard } from './read-outlet-card.ts';
import { ticketRow } from './view.ts';

const contactIdInput = z.object({ contactId: idSchema });

/** Tickets a person may see, and what they do with them. */
export const ticketsApi = router({
  list: signedInProcedure.input(listTicketsInput).query(async ({ ctx, input }): Promise<TicketPage> => {
    const { records, nextCursor } = await listTickets(ctx, input);
    return { rows: records.map(ticketRow), nextCursor, asOf: ctx.now.toISOString() };
  }),
  rows: signedInProcedure.input(ticketRowsInput).query(async ({ ctx, input }) => (await loadTickets(ctx, input.ids)).map(ticketRow)),
  counts: signedInProcedure.query(({ ctx }) => countTickets(ctx)),
  get: signedInProcedure.input(ticketIdInput).query(({ ctx, input }) => getTicket(ctx, input.ticketId)),
  forOutlet: signedInProcedure.input(outletTicketsInput).query(({ ctx, input }) => listOutletTickets(ctx, input.oid)),
  thread: signedInProcedure.input(threadInput).query(({ ctx, input }) => listThread(ctx, input)),
  markRead: signedInProcedure.input(ticketIdInput).mutation(({ ctx, input }) => markTicketRead(ctx, input.ticketId)),
  change: signedInProcedure.input(changeTicketInput).mutation(async ({ ctx, input }) => {
    mayChangeTicket(ctx.actor, input);
    await changeTicket(ctx, input);
    return getTicket(ctx, input.ticketId);
  }),
  addNote: signedInProcedure.input(addNoteInput).mutation(({ ctx, input }) => {
    mayAddNote(ctx.actor);
    return addNote(ctx, input);
  }),
  linkOutlet: signedInProcedure.input(linkOutletInput).mutation(async ({ ctx, input }) => {
    mayLinkOutlet(ctx.actor);
    await linkOutlet(ctx, input);
    return getTicket(ctx, input.ticketId);
  }),
});

/** One click on a link; the answer is the outlet's card as it is then. */
const linkWord = (word: LinkWord) =>
  signedInProcedure.input(outletLinkInput).mutation(async ({ ctx, input }) => {
    mayLinkOutlet(ctx.actor);
    await changeOutletLink(ctx, { ...input, word });
    return readOutletCard(ctx, input.oid);
  });

/** Who speaks for an outlet (POS-09 to POS-12), and its card. Every change answers the card as it is then. */
export const linksApi = router({
  card: signedInProcedure.input(outletCardInput).query(({ ctx, input }) => readOutletCard(ctx, input.oid)),
  add: signedInProcedure.input(addLinkInput).mutation(async ({ ctx, input }) => {
    mayLinkOutlet(ctx.actor);
    await addOutletLink(ctx, input);
    return readOutletCard(ctx, input.oid);
  }),
  remove: linkWord('reject'),
  restore: linkWord('restore'),
  confirm: linkWord('confirm'),
  makePrimary: linkWord('default'),
  choosePayer: signedInProcedure.input(outletLinkInput).mutation(async ({ ctx, input }) => {
    mayLinkOutlet(ctx.actor);
    await choosePayer(ctx, input);
    return readOutletCard(ctx, input.oid);
  }),
});

/** What a ticket can be about. */
export const categoriesApi = router({
  list: signedInProcedure.query(({ ctx }) => listCategories(ctx)),
});

/** What a data subject may ask for; for administrators who see the whole company. */
export const privacyApi = router({
  exportContact: adminProcedure.input(contactIdInput).mutation(({ ctx, input }) => {
    mayHandlePersonalData(ctx.actor);
    return exportContact(ctx, input.contactId);
  }),
  eraseContact: adminProcedure.input(contactIdInput).mutation(({ ctx, input }) => {
    mayHandlePersonalData(ctx.actor);
    return eraseContact(ctx, input.contactId);
  }),
});
