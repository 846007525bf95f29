import { connect, type Socket } from 'node:net';

/** `status` 0: no answer (refused, dropped, or not in time). */
export interface WebhookAnswer {
  status: number;
}

interface Lane {
  socket: Socket | undefined;
  buffer: string;
  settle: ((status: number) => void) | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Posts prepared requests over a fixed number of keep-alive connections; more than that wait their turn. */
export class WebhookClient {
  readonly #host: string;
  readonly #port: number;
  readonly #timeoutMs: number;
  readonly #idle: Lane[];
  readonly #waiting: { request: Buffer; resolve: (answer: WebhookAnswer) => void }[] = [];

  constructor(options: { host: string; port: number; connections: number; timeoutMs: number }) {
    this.#host = options.host;
    this.#port = options.port;
    this.#timeoutMs = options.timeoutMs;
    this.#idle = Array.from({ length: options.connections }, () => ({ socket: undefined, buffer: '', settle: undefined, timer: undefined }));
  }

  /** Requests that wait for a connection. */
  get queued(): number {
    return this.#waiting.length;
  }

  send(request: Buffer): Promise<WebhookAnswer> {
    return new Promise((resolve) => {
      const lane = this.#idle.pop();
      if (lane) this.#write(lane, request, resolve);
      else this.#waiting.push({ request, resolve });
    });
  }

  close(): void {
    for (const lane of this.#idle) lane.socket?.destroy();
  }

  #write(lane: Lane, request: Buffer, resolve: (answer: WebhookAnswer) => void): void {
    lane.settle = (status) => {
      lane.settle = undefined;
      clearTimeout(lane.timer);
      if (status === 0) {
        lane.socket?.destroy();
        lane.socket = undefined;
      }
      resolve({ status });
      const next = this.#waiting.shift();
      if (next) this.#write(lane, next.request, next.resolve);
      else this.#idle.push(lane);
    };
    lane.timer = setTimeout(() => lane.settle?.(0), this.#timeoutMs);
    lane.buffer = '';
    (lane.socket ?? this.#open(lane)).write(request);
  }

  #open(lane: Lane): Socket {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    lane.socket = socket;
    const gone = (): void => {
      if (lane.socket !== socket) return;
      lane.socket = undefined;
      lane.settle?.(0);
    };
    socket.on('error', gone);
    socket.on('close', gone);
    socket.on('data', (chunk) => {
      if (lane.socket !== socket) return;
      lane.buffer += chunk.toString('latin1');
      const end = lane.buffer.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(lane.buffer.slice(0, end + 2))?.[1] ?? 0);
      if (lane.buffer.length < end + 4 + length) return;
      const status = Number(lane.buffer.slice(9, 12));
      if (/\r\nconnection: *close/i.test(lane.buffer.slice(0, end + 2))) {
        lane.socket = undefined;
        socket.destroy();
      }
      lane.settle?.(status);
    });
    return socket;
  }
}
