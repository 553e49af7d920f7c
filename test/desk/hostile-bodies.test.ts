import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { query } from '../support/query.ts';
import { as, FORM, type Sent, sharedDesk } from './desk.ts';
import { reviewRuns } from './review-runs.ts';

const desk = sharedDesk();
const newRun = reviewRuns(desk, 'HOSTILE');
const AT_ONCE = 20;
const RUN = '0123456789ab-1';
const PLAN = 'b'.repeat(32);

const odd = fc.oneof(
  fc.constantFrom(null, true, '', 0, -1, 1.5, 1e300, 2 ** 53, 'a\0b', '\ud800', '\\N', "'; drop table runs;--", [], {}),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.jsonValue(),
);
const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: good }, { weight: 1, arbitrary: odd });

const start = fc.record(
  {
    plan: mostly(fc.constant(PLAN)),
    dryRun: mostly(fc.boolean()),
    canary: mostly(fc.integer()),
    limit: mostly(fc.option(fc.integer())),
    approve: mostly(fc.constantFrom('none', 'auto')),
  },
  { requiredKeys: [] },
);
const resolve = fc.record(
  {
    as: mostly(fc.constantFrom('resend', 'abandon', 'merged', 'settled-merged', 'settled-apart')),
    because: mostly(fc.string({ minLength: 10, maxLength: 50 })),
    digest: mostly(fc.constant('ab')),
    by: odd,
  },
  { requiredKeys: [] },
);
const about = { run: mostly(fc.constant(RUN)), cluster: mostly(fc.constant(PLAN)) };
const decide = fc.oneof(
  fc.record({ ...about, word: mostly(fc.constantFrom('approve', 'reject', 'later', 'undo')) }),
  fc.record({ ...about, word: fc.constant('never'), contacts: mostly(fc.constant(['C-1', 'C-2'])), because: odd }),
  fc.record({
    ...about,
    word: fc.constant('otherwise'),
    said: mostly(fc.constantFrom({ primary: 'C-1' }, { without: ['C-1'] }, { split: [['C-1'], ['C-2']] })),
    because: mostly(fc.string({ minLength: 1, maxLength: 20 })),
  }),
  fc.record({
    run: about.run,
    word: fc.constant('approve'),
    filter: mostly(fc.record({ size: mostly(fc.integer({ min: 2, max: 6 })), words: odd }, { requiredKeys: [] })),
  }),
);
const pause = fc.record({ reason: mostly(fc.string({ maxLength: 50 })) }, { requiredKeys: [] });

/** What a path may be made of by somebody who means no good. */
const part = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(RUN, PLAN, `${PLAN}.C-1`, 'none') },
  { weight: 1, arbitrary: fc.constantFrom('%00', '..%2f..', '%ff', '%', "';--", 'a'.repeat(2000), '%E2%80%AE') },
);
const json = (path: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> =>
  fc
    .tuple(path, fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: odd }), fc.nat(9))
    .map(([at, body, cut]) => ({
      path: at,
      method: 'POST',
      headers: { ...as('operate'), 'content-type': 'application/json' },
      body: cut === 0 ? JSON.stringify(body).slice(0, -1) : JSON.stringify(body),
    }));
const form = (path: fc.Arbitrary<string>, names: string[]): fc.Arbitrary<Sent> =>
  fc
    .tuple(path, fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 60 })))
    .map(([at, fields]) => ({
      path: at,
      method: 'POST',
      headers: { ...as('operate'), ...FORM },
      body: new URLSearchParams(fields).toString(),
    }));
const looked: fc.Arbitrary<Sent> = fc
  .tuple(
    part,
    fc.constantFrom(
      '/api/v1/runs/',
      '/api/v1/plans/',
      '/api/v1/pairs/',
      '/api/v1/redirects/a/',
      '/plans/',
      '/api/v1/clusters/',
    ),
    part,
  )
  .map(([one, path, two]) => ({ path: `${path}${one}${path.endsWith('a/') ? `/${two}` : ''}`, headers: as('view') }));

const tagged = json(fc.constant('/api/v1/decisions'), decide).map((one) => ({
  ...one,
  headers: { ...one.headers, 'if-match': '"abc"' },
}));
const sent = fc.oneof(
  tagged,
  json(fc.constant('/api/v1/runs'), start),
  json(
    part.map((pair) => `/api/v1/pairs/${pair}/resolve`),
    resolve,
  ),
  json(
    part.map((run) => `/api/v1/runs/${run}/pause`),
    pause,
  ),
  form(fc.constant('/login'), ['code', 'name', 'token', 'next']),
  form(
    part.map((plan) => `/plans/${plan}/start`),
    ['kind', 'sure', 'approve', 'canary', 'limit'],
  ),
  form(
    part.map((cluster) => `/runs/${RUN}/clusters/${cluster}/decide`),
    ['word', 'shown', 'primary', 'because', 'never', 'without'],
  ),
  form(fc.constantFrom(`/runs/${RUN}/review/filter`, `/runs/${RUN}/review/all`), ['words', 'size', 'set', 'query']),
  form(
    part.map((pair) => `/runs/${RUN}/pairs/${pair}/resolve`),
    ['as', 'because', 'digest'],
  ),
  looked,
);

test('Of 2,000 generated requests none is an error of ours, and none writes anything', async () => {
  const { db } = desk().desk;
  const run = await newRun();
  const standing = () =>
    db.execute<{ cluster: string }>(sql`
    select cluster_id as cluster, state, why from run_clusters where run_id = ${run.id} order by ordinal, cluster_id`);
  const before = await standing();
  // What is asked of is there, so that a refusal is about what was sent.
  const named = (one: Sent): Sent =>
    JSON.parse(
      JSON.stringify(one)
        .replaceAll(RUN, run.id)
        .replaceAll(PLAN, before[0]?.cluster ?? ''),
    );
  const requests = fc.sample(sent, { numRuns: 2000, seed: 20_261_130 }).map(named);
  const statuses = new Map<number, number>();
  for (let at = 0; at < requests.length; at += AT_ONCE) {
    await Promise.all(
      requests.slice(at, at + AT_ONCE).map(async (one) => {
        const { status, body } = await desk().ask(one);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // 503: a word that could be right asks for Temporal, which is not there.
        expect([400, 401, 404, 409, 412, 422, 200, 303, 503], `${JSON.stringify(one)}: ${body}`).toContain(status);
      }),
    );
  }
  // All ways must be well trodden, or the test says nothing.
  for (const status of [401, 404, 422]) expect(statuses.get(status), String(status)).toBeGreaterThan(100);
  expect(statuses.get(412)).toBeGreaterThan(50);
  const [counts] = await query(
    desk().databaseUrl,
    'select (select count(*) from runs)::int as runs, (select count(*) from pairs)::int as pairs, (select count(*) from orders)::int as orders, (select count(*) from decisions)::int as decisions',
  );
  expect(counts).toEqual({ runs: 1, pairs: 0, orders: 0, decisions: 0 });
  expect(await standing()).toEqual(before);
});
