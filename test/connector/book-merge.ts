import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Answered } from '../../crm/budget.ts';
import type { MergeConnection, MergeOutcome } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';

/** A socket of its own for one merge. */
export async function openBookMerge(baseUrl: string, answered: Answered): Promise<MergeConnection> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
  } catch (cause) {
    await answered();
    throw new CrmError({ kind: 'unreachable', message: 'POST /merge: no connection', cause });
  }
  return {
    send: async ({ primary, duplicate, timeoutMs, mayWrite }) => {
      if (!mayWrite()) return { kind: 'not-sent', why: 'guard' };
      const body = JSON.stringify({ keep: primary, drop: duplicate });
      const head = `POST /merge HTTP/1.1\r\nhost: book\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
      socket.write(head + body);
      return outcomeOf(socket, timeoutMs);
    },
    close: async () => {
      socket.destroy();
      await answered();
    },
  };
}

function outcomeOf(socket: Socket, timeoutMs: number): Promise<MergeOutcome> {
  return new Promise((resolve) => {
    let received = '';
    const timer = setTimeout(() => resolve({ kind: 'unknown', cause: 'timeout' }), timeoutMs);
    socket.on('data', (chunk) => {
      received += chunk.toString();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(received)?.[1];
      if (status !== undefined) resolve({ kind: 'answered', status: Number(status) });
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ kind: 'unknown', cause: 'connection' });
    });
  });
}
