import type { OutboundContent } from '../../types/messages.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { parseJson } from '../platform/parse-json.ts';
import { decideTemplateComponents } from './decide-template-components.ts';
import type { ComposedMessage, GraphFragment, TicketForReply } from './outbound-types.ts';
import type { TemplateComponent } from './template-types.ts';

/** A template message: approved (TPL-10), of this number's account, every blank filled (TPL-19), to somebody who has not opted out (WA-16). */
export async function composeTemplate(
  ctx: Ctx & { tx: Tx },
  ticket: TicketForReply,
  content: Extract<OutboundContent, { type: 'template' }>,
): Promise<ComposedMessage> {
  const [row] = await ctx.tx.query<{
    id: string;
    waba_id: string;
    name: string;
    language: string;
    status: string;
    category: string;
    parameter_format: 'POSITIONAL' | 'NAMED';
    components: TemplateComponent[] | string;
  }>('SELECT id, waba_id, name, language, status, category, parameter_format, components FROM whatsapp_template WHERE tenant_id = ? AND id = ?', [
    ctx.tenantId,
    content.templateId,
  ]);
  if (!row || (ticket.waba_id !== null && row.waba_id !== ticket.waba_id)) throw new AppError('not_found', 'This template does not exist.');
  if (row.status !== 'APPROVED') throw new AppError('conflict', 'WhatsApp has not approved this template, or has paused it.', { status: row.status });
  if (ticket.opted_out_at !== null) throw new AppError('forbidden', 'This person does not want to be written to first.', { reason: 'opted_out' });
  const decision = decideTemplateComponents(
    { name: row.name, language: row.language, parameterFormat: row.parameter_format, components: parseJson(row.components) ?? [] },
    content.variables,
  );
  if (!decision.ok) throw new AppError('invalid_input', 'The variables do not fit this template.', { problem: decision.problem, fields: decision.keys });
  const raw: GraphFragment = {
    type: 'template',
    template: { name: row.name, language: { code: row.language }, ...(decision.components.length > 0 ? { components: decision.components } : {}) },
  };
  return {
    type: 'template',
    text: decision.content.body,
    payload: { template: decision.content, raw },
    replyToWaMessageId: null,
    templateId: row.id,
    upload: null,
  };
}
