import { GraphFault } from './graph-fault.ts';
import { type OutboundMessage, outboundSchema } from './outbound-schema.ts';

/** Turns a request body into a message, or throws the fault Meta answers: 131008 missing, 131009 not allowed, 100 otherwise. */
export function parseOutbound(body: unknown): OutboundMessage {
  const withType = typeof body === 'object' && body !== null && !('type' in body) && 'text' in body ? { ...body, type: 'text' } : body;
  const result = outboundSchema.safeParse(withType);
  if (!result.success) {
    const issue = result.error.issues[0];
    const where = issue === undefined ? '' : issue.path.map((part, depth) => (depth === 0 ? String(part) : `['${String(part)}']`)).join('');
    if (issue === undefined) throw new GraphFault(100, 'Invalid parameter');
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
      withType,
    );
    if (issue.code === 'invalid_union' && where === 'type') {
      throw new GraphFault(
        100,
        'Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO}.',
      );
    }
    if (value === undefined || value === '') throw new GraphFault(131008, `The parameter ${where} is required.`);
    if (issue.code === 'too_big')
      throw new GraphFault(100, `Param ${where} must be at most ${issue.maximum} ${issue.origin === 'string' ? 'characters long' : 'entries'}.`);
    if (issue.code === 'invalid_value') throw new GraphFault(131009, `The parameter ${where} has a value that is not allowed.`);
    throw new GraphFault(100, `Param ${where}: ${issue.message}`);
  }
  const message = result.data;
  if (message.to === undefined && message.recipient === undefined) throw new GraphFault(131008, 'The parameter to is required.');
  if (message.type === 'reaction' && message.context !== undefined) throw new GraphFault(100, 'A reaction cannot carry a context.');
  return message;
}
