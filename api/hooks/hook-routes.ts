import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Secret } from '../../config/secret.ts';
import type { HookEvent, Hooks } from '../../crm/connector.ts';
import type { Logger } from '../../log/logger.ts';

/** Who may tell us something, by the CRM's name. */
export type HookSources = Readonly<Record<string, { hooks: Hooks; secret: Secret }>>;

export interface HookOptions {
  sources: HookSources;
  /** The only names by which this route answers: a proxy's, as it passes them on. */
  allowedHosts: readonly string[];
  /** Keeps it; what it is about is read later. */
  take(crm: string, event: HookEvent): Promise<unknown>;
  /** @default the clock, in milliseconds */
  now?: () => number;
}

const MOST_BYTES = 256 * 1024;
const WITHIN_MS = 5 * 60_000;
/** A sender that waits longer tells it again. */
const ANSWER_MS = 1_000;

/**
 * `POST /hooks/{crm}`, for a CRM that tells of changes by itself, signed with a secret that only it and we know. It takes no cookie and no token, and
 * answers nothing but a status: whatever was told is read from the CRM.
 */
export function addHookRoutes(app: OpenAPIHono, options: HookOptions, log: Logger): void {
  const { sources, allowedHosts, take, now = Date.now } = options;
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()));
  app.post('/hooks/:crm', async (c) => {
    const started = performance.now();
    const answer = (status: 202 | 400 | 401 | 404 | 413 | 421 | 503): Response => {
      log.info({ method: 'POST', route: '/hooks/:crm', status, ms: Math.round(performance.now() - started) });
      return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
    };
    if (!hosts.has((c.req.header('host') ?? '').toLowerCase().replace(/:\d*$/, ''))) return answer(421);
    const crm = c.req.param('crm');
    const source = Object.hasOwn(sources, crm) ? sources[crm] : undefined;
    if (source === undefined) return answer(404);
    const { timestamp, signature } = source.hooks.headers;
    const [sentAt, signed] = [c.req.header(timestamp) ?? '', c.req.header(signature) ?? ''];
    if (!/^\d{1,12}$/.test(sentAt) || Math.abs(now() - Number(sentAt) * 1000) > WITHIN_MS) return answer(401);
    const body = await bodyOf(c.req.raw);
    if (body === null) return answer(413);
    if (!isSigned({ body, sentAt, signed, secret: source.secret })) return answer(401);
    const event = source.hooks.read(body);
    // What is not about a contact is taken and forgotten: else it would be told again for hours.
    if (event === null) return answer(202);
    const kept = await Promise.race([
      take(crm, event).then(
        () => true,
        () => false,
      ),
      after(ANSWER_MS),
    ]);
    return answer(kept === true ? 202 : 503);
  });
}

async function bodyOf(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** In constant time, whatever was sent. */
function isSigned(given: { body: Uint8Array; sentAt: string; signed: string; secret: Secret }): boolean {
  const { body, sentAt, signed, secret } = given;
  const own = createHmac('sha256', secret.reveal()).update(`${sentAt}.`).update(body).digest();
  const theirs = Buffer.from(signed.replace(/^sha256=/, ''), 'hex');
  return theirs.byteLength === own.byteLength && timingSafeEqual(theirs, own);
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref();
  });
}
