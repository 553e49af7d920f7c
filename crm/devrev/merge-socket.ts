import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { CrmError } from '../errors.ts';
import { networkError } from '../http/failures.ts';
import type { DevrevSettings } from './settings.ts';

/**
 * A TCP or TLS connection of its own, ready for bytes. Throws CrmError `unreachable` for everything that goes wrong
 * (refused, DNS, TLS, too slow): nothing was sent. Throws the signal's reason when the caller gives up.
 */
export function openMergeSocket(settings: DevrevSettings, signal?: AbortSignal): Promise<Socket> {
  const { protocol, host, hostname, port } = new URL(settings.origin);
  const connect = buildConnector({ timeout: settings.timeoutMs });
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const giveUp = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    connect({ protocol, host, hostname: hostname.replace(/^\[|\]$/g, ''), port }, (error, socket) => {
      signal?.removeEventListener('abort', giveUp);
      if (error !== null) return reject(unreachable(error));
      if (signal?.aborted) socket.destroy();
      resolve(socket);
    });
  });
}

function unreachable(error: Error): CrmError {
  const { message, cause } = networkError({ call: 'POST rev-users.merge', error, expired: false });
  return new CrmError({ kind: 'unreachable', message, cause });
}
