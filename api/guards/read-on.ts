import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiSettings } from '../../config/api-settings.ts';
import { paced } from '../bounds/paced.ts';

/**
 * Lets who is refused while still sending see why: many read an answer only when all is sent, and a connection that is closed before that
 * loses it. The answer leaves at once; then the rest of the body is read and thrown away, in the pace and up to the size of an upload.
 */
export function readOn({ bounds, uploadLimit }: Pick<ApiSettings, 'bounds' | 'uploadLimit'>): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!isStillSending(c)) return;
    const answer = new Uint8Array(await c.res.arrayBuffer());
    const { status } = c.res;
    const headers = new Headers(c.res.headers);
    headers.set('content-length', String(answer.length));
    // Or the next request would be sent on a connection that may be closed any moment.
    headers.set('connection', 'close');
    const rest = async (): Promise<void> => {
      let length = 0;
      const body = paced(c.req.raw.body as ReadableStream<Uint8Array>, { ...bounds, tooSlow: () => new Error('slow') });
      for await (const chunk of body) {
        length += chunk.byteLength;
        if (length > uploadLimit) return;
      }
    };
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(answer),
      pull: async (controller) => {
        // However it ends, the connection does.
        await rest().catch(() => {});
        controller.close();
      },
    });
    c.res = new Response(stream, { status, headers });
  };
}

/** Who was too slow already is waited for no more. */
function isStillSending(c: Context): boolean {
  const { incoming } = c.env as Partial<HttpBindings>;
  const hasBody = !['GET', 'HEAD'].includes(c.req.method) && c.req.raw.body !== null;
  return hasBody && c.res.status >= 400 && c.res.status !== 408 && incoming?.complete === false;
}
