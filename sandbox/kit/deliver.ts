import type { ServerResponse } from 'node:http';
import { encodeBody, type Reply } from './reply.ts';
import type { RequestEntry } from './request-log.ts';

/** How an answer leaves: whole, cut, or not at all. */
export interface Delivery {
  how: 'send' | 'drop' | 'hang';
  reply: Reply | null;
  cut?: { at: number; clean: boolean };
  /** Runs in the turn in which the answer was handed to the connection. */
  afterSend?: () => void;
}

export function send(reply: Reply): Delivery {
  return { how: 'send', reply };
}

export function deliver({
  res,
  delivery,
  entry,
}: {
  res: ServerResponse;
  delivery: Delivery;
  entry: RequestEntry;
}): void {
  const { how, reply, cut, afterSend } = delivery;
  if (how === 'drop') res.destroy();
  if (how === 'send' && reply !== null && !res.destroyed) {
    const { bytes, type } = encodeBody(reply.body);
    const whole = cut === undefined || cut.at >= bytes.length;
    const headers = {
      'Content-Type': type,
      'Content-Length': cut?.clean && !whole ? cut.at : bytes.length,
      ...reply.headers,
    };
    entry.status = reply.status;
    res.writeHead(reply.status, headers);
    if (whole) res.end(bytes);
    else if (cut.clean) res.end(bytes.subarray(0, cut.at));
    else res.write(bytes.subarray(0, cut.at), () => res.destroy());
  }
  afterSend?.();
}
