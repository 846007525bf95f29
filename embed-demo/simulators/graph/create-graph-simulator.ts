import { createServer } from 'node:http';
import { closeServer } from '../close-server.ts';
import { listenServer } from '../listen-server.ts';
import { sendJson } from '../send-json.ts';
import { serveFile } from '../serve-file.ts';
import { createControlDoor } from './control-door.ts';
import { createGraphDoor } from './graph-door.ts';
import { createRandom } from './create-random.ts';
import { defaultBehaviour } from './default-behaviour.ts';
import { SimulatorControl } from './simulator-control.ts';
import type { Behaviour, GraphSimulatorOptions, SimulatorEvent } from './simulator-types.ts';
import { StateFile } from './state-file.ts';
import { VirtualClock } from './virtual-clock.ts';
import { WebhookDispatcher } from './webhook-dispatcher.ts';
import { WhatsAppNetwork } from './whatsapp-network.ts';

/** A running (or not yet running) simulator of the WhatsApp Cloud API. */
export interface GraphSimulator {
  /** Listens; port 0 takes any free one. Resolves with the origin, e.g. `http://127.0.0.1:4040`. */
  listen(port?: number): Promise<string>;
  /** Stops at once and saves the state file, if there is one. */
  close(): Promise<void>;
  /** The origin; `WABA_API_BASE` is `${origin}/v26.0`, downloads come from the same host. Throws before `listen`. */
  readonly url: string;
  readonly control: SimulatorControl;
}

/**
 * Makes a Graph API simulator for tests (in-process) and for the demo (main.ts). It refuses to exist in production, and nothing
 * in `server/` can reach it: the product only knows the address in `WABA_API_BASE`.
 */
export function createGraphSimulator(options: GraphSimulatorOptions): GraphSimulator {
  if (process.env['NODE_ENV'] === 'production') throw new Error('The Graph API simulator refuses to run with NODE_ENV=production.');
  const clock = new VirtualClock();
  const behaviour: Behaviour = { ...structuredClone(defaultBehaviour), ...options.behaviour };
  const random = createRandom(options.seed ?? 1);
  const target = { url: options.webhookUrl, appSecret: options.appSecret, wabaId: options.wabaId, verifyToken: options.verifyToken };
  const listeners = new Set<(event: SimulatorEvent) => void>();
  const dispatcher = new WebhookDispatcher(
    target,
    () => behaviour,
    random,
    () => clock.now(),
  );
  const network = new WhatsAppNetwork({
    numbers: options.numbers,
    clock,
    behaviour: () => behaviour,
    random,
    enqueue: (items) => {
      dispatcher.enqueue(items);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  });
  for (const seed of options.handsets ?? []) network.handsets.put(seed);
  network.templates.set(options.templates ?? []);
  const control = new SimulatorControl({ network, dispatcher, clock, behaviour, target, listeners });
  const state = options.stateFile === null || options.stateFile === undefined ? null : new StateFile(options.stateFile, network);
  if (state !== null) {
    listeners.add(() => {
      state.touch();
    });
  }

  let origin: string | null = null;
  const graph = createGraphDoor({
    network,
    clock,
    behaviour: () => behaviour,
    accessToken: options.accessToken,
    wabaId: options.wabaId,
    origin: () => origin ?? '',
  });
  const controlDoor = createControlDoor(control, network, options.numbers, () => clock.now());
  const phoneFolder = options.phoneFolder ?? null;

  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    const url = new URL(request.url ?? '/', 'http://simulator');
    const run = async (): Promise<void> => {
      if (url.pathname === '/health') return sendJson(response, 200, { ok: true, name: 'graph-simulator' });
      if (url.pathname.startsWith('/_sim/')) return await controlDoor(request, response, url);
      if (url.pathname === '/' || url.pathname === '/phone') {
        response.writeHead(302, { location: '/phone/' }).end();
        return;
      }
      if (url.pathname.startsWith('/phone/')) {
        const path = url.pathname === '/phone/' ? 'index.html' : url.pathname.slice('/phone/'.length);
        if (phoneFolder === null || !(await serveFile(response, phoneFolder, path))) sendJson(response, 404, { error: 'the phone page is not built' });
        return;
      }
      await graph(request, response, url);
    };
    run().catch(() => {
      response.destroy();
    });
  });
  server.keepAliveTimeout = 65_000;

  return {
    async listen(port = 0) {
      if (state !== null) await state.load(clock.now());
      origin = await listenServer(server, port);
      return origin;
    },
    async close() {
      dispatcher.close();
      await state?.flush();
      network.clear();
      await closeServer(server);
    },
    get url() {
      if (origin === null) throw new Error('the simulator is not listening yet');
      return origin;
    },
    control,
  };
}
