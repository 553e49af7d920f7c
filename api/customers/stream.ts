import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import { after } from '../bounds/after.ts';
import { clientOf } from '../bounds/client-of.ts';
import type { RouteOptions } from '../options.ts';

/** A part of an answer: text, or text that is bytes already. */
export type Piece = string | Uint8Array;

/**
 * Answers pieces of JSON as fast as they are read, and no slower than the bounds allow: a reader that is slower, or at it for too long, is
 * cut off. Rejects when the first piece fails: then nothing has been sent yet; and with a 503 when as many are answered already as may be.
 */
export async function streamJson(c: Context, pieces: AsyncGenerator<Piece>, options: RouteOptions): Promise<Response> {
  const { bounds } = options.settings;
  const leave = options.places.take(clientOf(c));
  const tooLong = after(bounds.deadlineMs, () => cutOff(c, options, 'took too long'));
  const end = (): void => {
    tooLong();
    leave();
  };
  let first: IteratorResult<Piece> | null = await pieces.next().catch((error) => {
    end();
    throw error;
  });
  let rest: Uint8Array = new Uint8Array();
  let tooSlow = (): void => {};
  /** The next bytes; null at the end. */
  const next = async (): Promise<Uint8Array | null> => {
    while (rest.length === 0) {
      const piece = first ?? (await pieces.next().catch(brokeOff));
      first = null;
      if (piece.done) return null;
      rest = typeof piece.value === 'string' ? Buffer.from(piece.value) : piece.value;
    }
    const bytes = rest.subarray(0, bounds.leastBytes);
    rest = rest.subarray(bytes.length);
    return bytes;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      // Asked for when what was given before has left: only then has its reader taken so much.
      pull: async (controller) => {
        tooSlow();
        const bytes = await next().catch((error) => {
          end();
          throw error;
        });
        if (bytes !== null) {
          controller.enqueue(bytes);
          tooSlow = after(bounds.withinMs, () => cutOff(c, options, 'was read too slowly'));
          return;
        }
        end();
        controller.close();
      },
      cancel: async () => {
        tooSlow();
        await pieces.return(undefined).catch(() => {});
        end();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Without its end: whoever reads it must not take it for whole. */
function cutOff(c: Context, { log }: RouteOptions, why: string): void {
  log.warn({ route: routePath(c, -1) }, `An answer was cut off: it ${why}`);
  (c.env as Partial<HttpBindings>).outgoing?.destroy();
}

/** Without the cause: what a database says of a failed query may quote a record. */
function brokeOff(): never {
  throw new Error('An answer broke off: the database could not be read to its end');
}
