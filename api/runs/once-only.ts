import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { keepAnswer, keptName, openKeptAnswers, replay } from './kept-answers.ts';
import { readBytes } from './read-text.ts';

/** Under an `Idempotency-Key` a person's request is done once: sent again within a day, its answer comes again. */
export function onceOnly(bounds: ApiBounds): MiddlewareHandler {
  const kept = openKeptAnswers();
  return async (c, next) => {
    const name = keptName(c);
    if (name === null) return await next();
    const body = await readBytes(c, bounds);
    // Read again by the route.
    c.req.raw = new Request(c.req.raw.url, {
      method: 'POST',
      headers: c.req.raw.headers,
      ...(body.length > 0 && { body }),
    });
    const digest = createHash('sha256')
      .update(`${c.req.header('if-match') ?? ''}\n${new URL(c.req.url).search}\n`)
      .update(body)
      .digest('hex');
    const known = kept.find(name);
    if (known !== undefined) return replay(known, digest);
    const entry = kept.begin(name, digest);
    await next();
    if (c.res.ok) await keepAnswer(entry, c.res);
    else kept.forget(name);
  };
}
