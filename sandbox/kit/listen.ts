import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on loopback only and answers the origin. */
export function listen({ server, port }: { server: Server; port: number }): Promise<string> {
  // Longer than any client keeps an idle connection, so that a call never meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
