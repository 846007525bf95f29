import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../read-body.ts';
import { sendJson } from '../send-json.ts';
import { inboundSchema } from './inbound-schema.ts';
import { isOnPhone } from './is-on-phone.ts';
import type { SimulatorControl } from './simulator-control.ts';
import type { Behaviour, BusinessNumber, ChatEntry, FailureRule, HandsetSeed } from './simulator-types.ts';
import { sendRange } from './send-range.ts';
import type { WhatsAppNetwork } from './whatsapp-network.ts';
import type { WireTemplate } from './wire-types.ts';

const presenceSchema = z.object({ isOpen: z.boolean().optional(), isOffline: z.boolean().optional(), hasReadReceipts: z.boolean().optional() });
const templateDecision = z.union([
  z.object({
    language: z.string().nullable().default(null),
    event: z.enum(['APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'REINSTATED']),
    reason: z.string().optional(),
  }),
  z.object({ language: z.string().nullable().default(null), category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']) }),
]);
const rawPostSchema = z.object({
  delivery: z.unknown().optional(),
  raw: z.string().optional(),
  secret: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** The control plane over HTTP, for the phone page, seeds and tests in other processes. Everything is under `/_sim/`. */
export function createControlDoor(
  control: SimulatorControl,
  network: WhatsAppNetwork,
  numbers: readonly BusinessNumber[],
  now: () => number,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const json = async (request: IncomingMessage): Promise<unknown> => {
    const body = await readBody(request);
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  };

  const events = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write(': ready\n\n');
    const stop = control.subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
    const beat = setInterval(() => response.write(': still here\n\n'), 15_000);
    request.on('close', () => {
      clearInterval(beat);
      stop();
    });
  };

  const route = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const [name = '', key = '', action = ''] = url.pathname.slice('/_sim/'.length).split('/').map(decodeURIComponent);
    const isPost = request.method === 'POST';
    if (name === 'events') return events(request, response);
    if (name === 'state') return sendJson(response, 200, control.state());
    if (name === 'configure' && isPost) return sendJson(response, 200, control.configure((await json(request)) as Partial<Behaviour>));
    if (name === 'fail' && isPost) {
      control.fail((await json(request)) as FailureRule);
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'webhook' && isPost) {
      control.configureWebhook(z.object({ url: z.string().nullable() }).parse(await json(request)).url);
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'verify' && isPost) return sendJson(response, 200, { ok: await control.verifyWebhook() });
    if (name === 'post' && isPost) {
      const order = rawPostSchema.parse(await json(request));
      const { delivery, ...options } = order;
      return sendJson(response, 200, await control.post(delivery, options as Parameters<SimulatorControl['post']>[1]));
    }
    if (name === 'clock' && isPost) {
      control.advanceClock(z.object({ advanceMs: z.number() }).parse(await json(request)).advanceMs);
      return sendJson(response, 200, { now: control.state().now });
    }
    if (name === 'reset' && isPost) {
      control.reset();
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'templates' && key !== '' && isPost) {
      const { language, ...decision } = templateDecision.parse(await json(request));
      return sendJson(response, 200, { templates: await control.decideTemplate(key, language, decision) });
    }
    if (name === 'templates' && isPost) {
      control.setTemplates((await json(request)) as WireTemplate[]);
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'history' && isPost) {
      control.loadHistory((await json(request)) as ChatEntry[]);
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'numbers') return sendJson(response, 200, numbers);
    if (name === 'media' && isPost) {
      const mime = request.headers['content-type'] ?? 'application/octet-stream';
      const id = control.addMedia(await readBody(request), mime, url.searchParams.get('filename'), key === '' ? undefined : key);
      return sendJson(response, 200, { id });
    }
    if (name === 'media') {
      const media = network.media.find(key, now());
      if (media === undefined) return sendJson(response, 404, { error: 'no such media' });
      return sendRange(request, response, media);
    }
    if (name === 'handsets' && key === '' && isPost) {
      const given = await json(request);
      const seeds = (Array.isArray(given) ? given : [given]) as HandsetSeed[];
      return sendJson(
        response,
        200,
        seeds.map((seed) => control.addHandset(seed)),
      );
    }
    if (name === 'handsets' && key === '') {
      return sendJson(
        response,
        200,
        control.handsets().map((handset) => ({ ...handset, last: control.chat(handset.id).findLast(isOnPhone) ?? null })),
      );
    }
    if (name === 'handsets' && action === 'chat') return sendJson(response, 200, control.chat(key));
    if (name === 'handsets' && action === 'accepted') return sendJson(response, 200, control.acceptedFor(key));
    if (name === 'handsets' && action === 'inbound' && isPost)
      return sendJson(response, 200, await control.inbound(key, inboundSchema.parse(await json(request))));
    if (name === 'handsets' && action === 'played' && isPost) {
      control.played(z.object({ messageId: z.string() }).parse(await json(request)).messageId);
      return sendJson(response, 200, { ok: true });
    }
    if (name === 'handsets' && action === 'presence' && isPost) {
      const presence = presenceSchema.parse(await json(request));
      const given = Object.fromEntries(Object.entries(presence).filter(([, value]) => value !== undefined));
      return sendJson(response, control.presence(key, given) ? 200 : 404, { ok: true });
    }
    sendJson(response, 404, { error: `nothing at ${request.method ?? ''} ${url.pathname}` });
  };

  return async (request, response, url) => {
    try {
      await route(request, response, url);
    } catch (cause) {
      sendJson(response, cause instanceof z.ZodError || cause instanceof SyntaxError ? 400 : 500, {
        error: cause instanceof Error ? cause.message : String(cause),
      });
    }
  };
}
