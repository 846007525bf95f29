import type { Server } from 'node:http';

/** Closes a server at once: idle and busy connections are dropped, because simulators have nothing to finish. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
