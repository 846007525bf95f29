import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A service behind a door of its own: the test can shut it (connections drop, new ones are refused) and open it again. */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #pairs = new Set<Socket>();
  #isOpen = true;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
  }

  /** Listens on a free port for `address` (amqp://…, mysql://…). */
  static async open(address: string): Promise<TcpProxy> {
    const target = new URL(address);
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (inside) => proxy.#accept(inside));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The same address, through the proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Drops what is connected and refuses what comes. */
  shut(): void {
    this.#isOpen = false;
    for (const socket of this.#pairs) socket.destroy();
  }

  /** Lets connections through again. */
  reopen(): void {
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  #accept(inside: Socket): void {
    if (!this.#isOpen) return void inside.destroy();
    const outside = connect(Number(this.#target.port), this.#target.hostname);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.#pairs.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#pairs.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
