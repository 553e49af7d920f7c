import type { Socket } from 'node:net';
import { Client } from 'undici';

export interface SingleUseClient {
  client: Client;
  /** False as soon as the open socket can no longer carry a request that gets an answer. */
  isUsable(): boolean;
  destroy(): void;
}

/**
 * An undici Client that has one open socket and can never get another: its second connect is refused, so whatever
 * undici does about a dead socket, it cannot write a request twice.
 *
 * While the socket waits, the server has nothing to say. Anything readable (its FIN, or a "408 time-out" of a proxy)
 * means that it has given up on us, and the socket is destroyed before a request could be lost in it.
 */
export function singleUseClient(origin: string, socket: Socket): SingleUseClient {
  let waiting = true;
  let handedOver = false;
  socket.on('readable', () => {
    if (waiting) socket.destroy();
  });
  const isUsable = (): boolean => !socket.destroyed && socket.writable && !socket.readableEnded;
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      if (handedOver) return callback(new Error('Connection was already used'), null);
      handedOver = true;
      wholeLoopTurn(() => {
        waiting = false;
        if (isUsable()) callback(null, socket);
        else callback(new Error('Connection was closed before its use'), null);
      });
    },
  });
  return {
    client,
    isUsable,
    destroy: () => {
      socket.destroy();
      client.destroy().catch(() => {});
    },
  };
}

/** Calls back after one whole poll phase, in which a FIN that has already arrived is seen. */
function wholeLoopTurn(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}
