import { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../types/live.ts';
import { eventually } from './eventually.ts';

/** A page's live socket, seen from a test: what came, and what it says. */
export class LiveProbe {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  closeCode: number | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as ServerFrame));
    socket.on('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => undefined);
  }

  /** Connects; with a token it signs in and waits for `ready`. */
  static async open(url: string, token?: string, origin?: string): Promise<LiveProbe> {
    const probe = new LiveProbe(new WebSocket(`${url.replace(/^http/, 'ws')}/live`, origin === undefined ? {} : { origin }));
    await eventually(() => probe.socket.readyState === WebSocket.OPEN || probe.closeCode !== null, 'the socket');
    if (token !== undefined) {
      probe.send({ t: 'auth', token });
      await eventually(() => probe.of('ready').length > 0 || probe.closeCode !== null, 'ready');
    }
    return probe;
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Frames of one kind so far. */
  of<T extends ServerFrame['t']>(kind: T): Extract<ServerFrame, { t: T }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === kind);
  }

  /** Round trip: what was sent before has been handled by the server. */
  async settle(): Promise<void> {
    const before = this.of('pong').length;
    this.send({ t: 'ping' });
    await eventually(() => this.of('pong').length > before, 'pong');
  }

  async close(): Promise<void> {
    this.socket.terminate();
    await eventually(() => this.closeCode !== null, 'close');
  }
}
