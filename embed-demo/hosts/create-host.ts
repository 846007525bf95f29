import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type DemoStaff, demoStaff } from '../seed/demo-staff.ts';
import { closeServer } from '../simulators/close-server.ts';
import { listenServer } from '../simulators/listen-server.ts';
import { readBody } from '../simulators/read-body.ts';
import { sendJson } from '../simulators/send-json.ts';
import { serveFile } from '../simulators/serve-file.ts';
import { describeOutlets } from './describe-outlets.ts';
import { mintHostToken } from './mint-host-token.ts';
import { type StoryDesk, storyStepSchema } from './story-desk.ts';

/** What a host is made from. */
export interface HostOptions {
  name: 'bootstrap' | 'react';
  /** Origin of the Engage server. */
  engageUrl: string;
  /** Shared secret of host tokens, as on the Engage server. */
  embedSecret: string;
  /** The POS stand-in and the phones beside this host, for the days subscriptions end on; null: neither. */
  world?: { posUrl: string; phoneUrl: string } | null;
  /** The demo's story, the same for both hosts; null: none. */
  story?: StoryDesk | null;
  /** Folder with the built pages of this host. */
  folder: string;
  /** Further folders, by first path segment (vendor files). */
  mounts?: Readonly<Record<string, string>>;
  /** Paths without a file extension that answer with the host's one page, and all below them but below `/`; `*` is every path. */
  paths: readonly string[];
}

/** A running (or not yet running) back office. */
export interface Host {
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  readonly url: string;
}

const sessionSchema = z.object({ user: z.string().optional(), locale: z.enum(['en', 'ms']).optional(), theme: z.enum(['light', 'dark', 'system']).optional() });

/** Makes one POS back office: its pages, its session, its data, and the endpoint that vouches for its user to Engage. */
export function createHost(options: HostOptions): Host {
  const staff = demoStaff();
  const [fallback] = staff;
  if (fallback === undefined) throw new Error('the demo has no staff');
  const engage = new URL(options.engageUrl).origin;
  const socket = engage.replace(/^http/, 'ws');
  const cookie = `${options.name}_pos`;
  const world = options.world ?? null;
  const story = options.story ?? null;
  let origin: string | null = null;

  /** What the POS says today; without one, what it said when the demo began. */
  const ends = async (): Promise<Record<string, string | null>> => {
    if (world === null) return {};
    const answer = await fetch(`${world.posUrl}/_sim/expiries`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok !== true) return {};
    const known = (await answer.json()) as Record<string, { expiry_date: string | null }>;
    return Object.fromEntries(Object.entries(known).map(([oid, { expiry_date }]) => [oid, expiry_date]));
  };

  // The strictest policy a careful customer has: nothing inline, nothing from elsewhere but the Engage server.
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${engage}`,
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' ${engage} blob:`,
    `media-src ${engage} blob:`,
    `connect-src 'self' ${engage} ${socket}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

  const session = (request: IncomingMessage): { staff: DemoStaff; locale: 'en' | 'ms'; theme: 'light' | 'dark' | 'system' } => {
    const raw = new RegExp(`(?:^|; )${cookie}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
    const given = sessionSchema.safeParse(Object.fromEntries(new URLSearchParams(decodeURIComponent(raw))));
    const known = given.success ? given.data : {};
    return { staff: staff.find((person) => person.key === known.user) ?? fallback, locale: known.locale ?? 'en', theme: known.theme ?? 'system' };
  };

  const page = async (response: ServerResponse, path: string): Promise<void> => {
    const isKnown = options.paths.some((known) => known === '*' || path === known || (known !== '/' && path.startsWith(`${known}/`)));
    if (!isKnown) return sendJson(response, 404, { error: 'not found' });
    const html = (await readFile(join(options.folder, 'index.html'), 'utf8')).replaceAll('%ENGAGE_URL%', engage);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(html);
  };

  const server = createServer((request, response) => {
    const run = async (): Promise<void> => {
      const url = new URL(request.url ?? '/', 'http://host');
      const now = session(request);
      if (url.pathname === '/health') return sendJson(response, 200, { ok: true, name: `host-${options.name}` });
      if (url.pathname === '/engage-token') {
        if (request.method !== 'POST') return sendJson(response, 405, { error: 'POST only' }, { allow: 'POST' });
        return sendJson(response, 200, { token: mintHostToken(now.staff, options.embedSecret) }, { 'cache-control': 'no-store' });
      }
      if (url.pathname === '/session' && request.method === 'POST') {
        const change = sessionSchema.parse(JSON.parse((await readBody(request, 10_000)).toString('utf8')));
        const next = new URLSearchParams({ user: change.user ?? now.staff.key, locale: change.locale ?? now.locale, theme: change.theme ?? now.theme });
        return sendJson(response, 200, { ok: true }, { 'set-cookie': `${cookie}=${encodeURIComponent(next.toString())}; Path=/; HttpOnly; SameSite=Lax` });
      }
      if (url.pathname === '/api/session') {
        return sendJson(response, 200, {
          user: now.staff.key,
          name: now.staff.name,
          role: now.staff.role,
          locale: now.locale,
          theme: now.theme,
          users: staff.map(({ key, name, role, label }) => ({ key, name, role, label: label[now.locale] })),
        });
      }
      if (url.pathname === '/api/outlets')
        return sendJson(response, 200, describeOutlets(now.staff, (await story?.now().catch(() => null)) ?? Date.now(), await ends()));
      if (url.pathname === '/story' && story !== null) {
        if (request.method !== 'POST') return sendJson(response, 200, await story.state());
        return sendJson(response, 200, await story.play(storyStepSchema.parse(JSON.parse((await readBody(request, 1_000)).toString('utf8')))));
      }
      if (url.pathname === '/story') return sendJson(response, 404, { error: 'no story here' });
      const mount = url.pathname.split('/')[1] ?? '';
      const mounted = options.mounts?.[mount];
      if (mounted !== undefined && (await serveFile(response, mounted, url.pathname.slice(mount.length + 2)))) return;
      if (/\.\w+$/.test(url.pathname) && !url.pathname.endsWith('.html')) {
        if (!(await serveFile(response, options.folder, url.pathname.slice(1)))) sendJson(response, 404, { error: 'not found' });
        return;
      }
      await page(response, url.pathname);
    };
    run().catch((cause: unknown) => {
      sendJson(response, cause instanceof z.ZodError || cause instanceof SyntaxError ? 400 : 500, {
        error: cause instanceof Error ? cause.message : String(cause),
      });
    });
  });

  return {
    async listen(port = 0) {
      origin = await listenServer(server, port);
      return origin;
    },
    async close() {
      await closeServer(server);
    },
    get url() {
      if (origin === null) throw new Error('the host is not listening yet');
      return origin;
    },
  };
}
