import net from 'node:net';

/** Can this process listen there? */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The wanted port when it is free (so that addresses stay the same over restarts), any other free one when not. */
export async function freePort(wanted, taken = new Set()) {
  if (wanted && !taken.has(wanted) && (await portIsFree(wanted))) {
    taken.add(wanted);
    return wanted;
  }
  for (;;) {
    const port = await new Promise((resolve, reject) => {
      const server = net.createServer();
      server.once('error', reject);
      server.listen({ port: 0, host: '127.0.0.1' }, () => {
        const found = server.address().port;
        server.close(() => resolve(found));
      });
    });
    // Above 65000 there'd be no room for a broker's distribution port beside it.
    if (port < 65_000 && !taken.has(port)) {
      taken.add(port);
      return port;
    }
  }
}
