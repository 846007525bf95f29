import type { Server } from 'node:http';

/** Listens on a loopback address (port 0: any free one) and resolves with the origin once it accepts connections. */
export async function listenServer(server: Server, port: number, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP address');
  return `http://${host}:${address.port}`;
}
