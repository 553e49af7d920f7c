import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { CrmError } from '../errors.ts';
import { networkError } from './failures.ts';

/**
 * A TCP or TLS connection of its own, ready for bytes. `call` names what it is for. Throws CrmError `unreachable` for everything that goes
 * wrong (refused, DNS, TLS, too slow): nothing was sent. Throws the signal's reason when the caller gives up.
 */
export function openSocket(
  { origin, timeoutMs, call }: { origin: string; timeoutMs: number; call: string },
  signal?: AbortSignal,
): Promise<Socket> {
  const { protocol, host, hostname, port } = new URL(origin);
  const connect = buildConnector({ timeout: timeoutMs });
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const giveUp = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    connect({ protocol, host, hostname: hostname.replace(/^\[|\]$/g, ''), port }, (error, socket) => {
      signal?.removeEventListener('abort', giveUp);
      if (error !== null) return reject(unreachable(error, call));
      if (signal?.aborted) socket.destroy();
      resolve(socket);
    });
  });
}

function unreachable(error: Error, call: string): CrmError {
  const { message, cause } = networkError({ call, error, expired: false });
  return new CrmError({ kind: 'unreachable', message, cause });
}
