import type { TemplateCategory, TemplateView } from '../../types/templates.ts';
import { canSee } from '../access/can-see.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideFactWords } from './decide-fact-words.ts';
import { decideTemplateBindings, type BindingRow } from './decide-template-bindings.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import { loadTemplateBindings } from './load-template-bindings.ts';
import type { TemplateComponent, TemplateFactValues } from './template-types.ts';

interface TicketFacts {
  id: string;
  created_at: Date;
  fid: string | null;
  oid: string | null;
  waba_id: string | null;
  number_name: string;
  display_name: string | null;
  locale: string | null;
  outlet_name: string | null;
  franchise_name: string | null;
  expires_on: string | null;
}

/**
 * The templates a person may send on this ticket: approved, of the number's account, with only parts we can fill (TPL-10). Each variable
 * comes with what we know to put there. The merchant's language first, then by name.
 */
export async function listTemplates(ctx: UserCtx, ticketId: string): Promise<TemplateView[]> {
  const [ticket] = await database().query<TicketFacts>(
    `SELECT t.id, t.created_at, t.fid, t.oid, n.waba_id, n.name AS number_name, c.display_name, c.locale, o.name AS outlet_name, f.name AS franchise_name,
       DATE_FORMAT(o.expiry_date, '%Y-%m-%d') AS expires_on
     FROM ticket t
     JOIN whatsapp_number n ON n.tenant_id = t.tenant_id AND n.id = t.number_id
     JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
     LEFT JOIN outlet o ON o.tenant_id = t.tenant_id AND o.oid = t.oid
     LEFT JOIN franchise f ON f.tenant_id = t.tenant_id AND f.fid = t.fid
     WHERE t.tenant_id = ? AND t.id = ?`,
    [ctx.tenantId, ticketId],
  );
  if (!ticket || !canSee(ctx.actor.scope, ticket)) throw new AppError('not_found', 'This ticket does not exist.');
  const rows = await database().query<{ id: string; name: string; language: string; category: TemplateCategory; components: TemplateComponent[] | string }>(
    "SELECT id, name, language, category, components FROM whatsapp_template WHERE tenant_id = ? AND waba_id = ? AND status = 'APPROVED'",
    [ctx.tenantId, ticket.waba_id],
  );
  const facts: TemplateFactValues = {
    contactName: ticket.display_name,
    outletName: ticket.outlet_name,
    franchiseName: ticket.franchise_name,
    agentName: ctx.actor.name,
    companyName: ticket.number_name,
    dueOn: ticket.expires_on,
    ticketReference: `TKT-${ticket.created_at.getUTCFullYear()}-${ticket.id.padStart(6, '0')}`,
  };
  const bound = await loadTemplateBindings(
    database(),
    ctx.tenantId,
    rows.map((row) => row.name),
  );
  const language = (ticket.locale ?? 'en').slice(0, 2);
  return rows
    .flatMap((row) => templateView(row, parseJson(row.components) ?? [], facts, bound) ?? [])
    .sort(
      (one, other) =>
        Number(other.language.startsWith(language)) - Number(one.language.startsWith(language)) ||
        one.name.localeCompare(other.name) ||
        one.language.localeCompare(other.language),
    );
}

function templateView(
  row: { id: string; name: string; language: string; category: TemplateCategory },
  components: TemplateComponent[],
  facts: TemplateFactValues,
  bound: readonly BindingRow[],
): TemplateView | null {
  const blanks = decideTemplateVariables({ components });
  const body = components.find((component) => component.type === 'BODY')?.text;
  if (!blanks || body === undefined) return null;
  const words = decideFactWords(facts, row.language);
  const factOf = new Map(decideTemplateBindings(row, blanks, bound).map(({ key, fact }) => [key, fact]));
  const header = components.find((component) => component.type === 'HEADER');
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    category: row.category,
    header: header ? { format: (header.format ?? 'TEXT') as 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT', text: header.text ?? null } : null,
    body,
    footer: components.find((component) => component.type === 'FOOTER')?.text ?? null,
    buttons: components.flatMap((component) =>
      component.type === 'BUTTONS' ? (component.buttons ?? []).map((button) => ({ type: button.type, text: button.text ?? '' })) : [],
    ),
    variables: blanks.map(({ key, example }) => {
      const fact = factOf.get(key) ?? null;
      return { key, example, fact, suggested: fact && words[fact] };
    }),
  };
}
