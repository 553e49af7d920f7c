import { expect, test } from 'vitest';
import { liveHtml } from '../../pages/run/live-html.ts';
import { type PairPage, pairHtml } from '../../pages/run/pair-html.ts';
import { runHtml } from '../../pages/run/run-html.ts';
import type { RunSeen } from '../../pages/run/run-seen.ts';
import { runsHtml } from '../../pages/run/runs-html.ts';
import type { ListedRun } from '../../store/runs/list-runs.ts';

const NOW = Date.parse('2026-11-30T06:10:00.000Z');

function run(more: Partial<RunSeen> = {}): RunSeen {
  return {
    ...{ run: 'abcdef012345-1', workflowId: 'w', crm: 'devrev', organization: 'ORG-1', dryRun: false, state: 'open' },
    ...{ startedAt: '2026-11-30T06:00:00.000Z', endedAt: null, waitsFor: 'nothing', pauseReason: null, pauseWhy: null },
    everythingPaused: null,
    clusters: { byState: { done: 3, started: 1 }, undecided: { auto: 0, review: 2 }, approved: 4, ended: 3 },
    pairs: { byState: { done: 3, held: 1 }, merged: 3, perMinute: 1.5, byMinute: [] },
    ...{ unfinished: { pairs: [], clusters: [] }, unwrittenReport: null, budget: null, etaMs: 60_000 },
    ...{ lanes: [], waits: [], steps: [], canary: { state: 'passed', clusters: 5, ended: 5, done: 5 }, brake: null },
    ...more,
  };
}

function page(seen: RunSeen, more: object = {}): string {
  return String(
    runHtml({ run: seen, now: NOW, mayOperate: true, temporalUi: null, hasReport: false, told: null, ...more }),
  );
}

function words(html: string): string[] {
  return [...html.matchAll(/name="(?:word|as)" value="([\w-]+)"/g)].map(([, word]) => word ?? '');
}

test('Every number of clusters and pairs leads to what it counts, and the page listens while the run is open', () => {
  const html = page(run());
  for (const [path, n] of [
    ['clusters?state=done', 3],
    ['clusters?state=started', 1],
    ['pairs?state=held', 1],
  ] as const) {
    expect(html).toContain(`<a href="/runs/abcdef012345-1/${path}">${n}</a>`);
  }
  const brake = { ended: 60, bad: 1, from: 50, most: 0.02, stopped: false };
  const safe = page(run({ brake, pairs: { ...run().pairs, byMinute: [3] } }));
  for (const [set, text] of [
    ['ended', '3'],
    ['approved', '4 approved clusters'],
    ['canary', '5 of 5'],
    ['bad', '1'],
    ['counted', '60 clusters'],
  ] as const) {
    expect(safe).toContain(`<a href="/runs/abcdef012345-1/clusters?of=${set}">${text}</a>`);
  }
  const lane = { cluster: 'c'.repeat(32), duplicate: null, step: 'reading', waitsFor: null, since: run().startedAt };
  const limit = { calls: 45, windowMs: 60_000 };
  const budget = { limit, made: 20, reserved: 8, fullUntil: null, blockedUntil: null };
  const busy = page(run({ lanes: [lane], budget }));
  expect(busy).toContain(
    '28 of 45 calls per 60 s of the budget are used: by the <a href="#flight-title">clusters in flight</a>',
  );
  expect(busy).toContain('id="flight-title"');
  expect(page(run({ budget }))).toContain('are used: by all else that calls DevRev with this token.');
  expect(safe).toContain('<a href="#minutes">1.5 per minute</a>');
  expect(safe).toContain('<figure id="minutes">');
  expect(html).toContain('data-live="/runs/abcdef012345-1/live"');
  expect(page(run({ state: 'done' }))).toContain('data-live=""');
  expect(html).toContain('2 clusters to decide');
});

test('Where a Temporal UI is known the page leads to the workflow there, and else to none', () => {
  const temporalUi = 'http://127.0.0.1:8233/namespaces/default/workflows/w';
  expect(page(run(), { temporalUi })).toContain(`<a href="${temporalUi}" rel="noreferrer">In the Temporal UI</a>`);
  expect(page(run())).not.toContain('Temporal UI');
});

test.for([
  [{ waitsFor: 'worker' }, 'No worker answers'],
  [{ waitsFor: 'decision' }, 'Waits for a decision'],
  [
    { waitsFor: 'resume', pauseWhy: { code: 'canary', values: { bad: 1, ended: 5 } } },
    'Paused: canary: 1 of 5 clusters',
  ],
  [{ waits: [{ for: 'temporal', until: null }] }, 'Temporal does not answer'],
  [{ state: 'lost' }, 'does not run any more'],
  [{ everythingPaused: { by: 'ann', since: '2026-11-30T06:00:00Z' } }, 'all runs of this store are'],
] as [Partial<RunSeen>, string][])('Of a run that stands still the first line says why: %o', ([seen, text]) => {
  expect(String(liveHtml(run(seen), NOW))).toContain(text);
});

test('A step that fails says which, how often and why, and whether it needs a person', () => {
  const failure = { type: 'Crm.unauthorized', message: '401' };
  const step = {
    cluster: 'c'.repeat(32),
    pair: null,
    step: 'sendMerge',
    attempt: 3,
    failure,
    nextAt: null,
    waitsFor: null,
  };
  const html = String(liveHtml(run({ steps: [{ ...step, needsPerson: true }] }), NOW));
  expect(html).toContain('sending, attempt 3, last failure: the CRM refused the token (401)');
  expect(html).toContain('This needs a person');
});

test('What stops a run says what it does before it is pressed, resumes only what is paused, and is for who may', () => {
  const html = page(run());
  expect(words(html)).toEqual(['pause', 'finish', 'cancel']);
  expect(html).toContain('A cancelled run cannot be resumed');
  expect(words(page(run({ waitsFor: 'resume' })))).toEqual(['resume', 'finish', 'cancel']);
  expect(words(page(run(), { mayOperate: false }))).toEqual([]);
  expect(words(page(run({ state: 'done' })))).toEqual([]);
});

function pair(more: Partial<PairPage> = {}): string {
  return String(
    pairHtml({
      run: { id: 'abcdef012345-1', crm: 'devrev', dryRun: false },
      ...{ pair: 'c.REVU-2', primary: 'REVU-1', duplicate: 'REVU-2', cluster: 'c', state: 'not-applied', why: null },
      ...{ sends: 1, mayOperate: true, seen: null, told: null, ...more },
    }),
  );
}

test('A pair that was proven not to be merged can be sent once more, and no third time', () => {
  expect(words(pair())).toEqual(['resend', 'abandon', 'merged', 'settled-merged', 'settled-apart']);
  expect(pair()).toContain('a second and last time');
  expect(words(pair({ sends: 2 }))).not.toContain('resend');
});

test('Of a pair that may be merged nothing is sent again, and a person’s word takes a look and a reason', () => {
  expect(words(pair({ state: 'held' }))).toEqual(['merged', 'settled-merged', 'settled-apart']);
  const seen = { primaryThere: true, duplicateThere: false, pointsTo: null, things: null, digest: 'abc123' };
  const html = pair({ state: 'held', seen: { as: 'settled-merged', seen } });
  expect(words(html)).toEqual(['merged', 'settled-merged']);
  expect(html).toContain('name="digest" value="abc123"');
  expect(html).toContain('cannot be taken back');
});

test.for([
  ['that was not sent', { state: 'held', sends: 0 }],
  ['of a dry run', { run: { id: 'r', crm: 'devrev', dryRun: true } }],
  ['for who may only look', { mayOperate: false }],
  ['that is done', { state: 'done' }],
  ['that is back in review', { state: 'drifted', sends: 0 }],
] as [string, Partial<PairPage>][])('A pair %s has nothing to press', ([, more]) => {
  expect(words(pair(more))).toEqual([]);
});

test('Of all runs those that wait for a person come first, the oldest of them at the top', () => {
  const listed = (id: string, more: Partial<ListedRun>): ListedRun => ({
    ...{ run: id, workflowId: 'w', crm: 'devrev', organization: 'ORG-1', profile: 'p', dryRun: false, state: 'open' },
    ...{ startedAt: '2026-11-30T06:00:00.000Z', endedAt: null, waitsFor: null, undecided: 0 },
    ...more,
  });
  const html = String(
    runsHtml([
      listed('old-ended', { state: 'done' }),
      listed('old-waits', { waitsFor: 'decision', undecided: 3 }),
      listed('at-work', {}),
      listed('new-waits', { waitsFor: 'resume' }),
      listed('new-ended', { state: 'cancelled' }),
    ]),
  );
  const order = [...html.matchAll(/<th scope="row"><a href="\/runs\/([\w-]+)"/g)].map(([, id]) => id);
  expect(order).toEqual(['old-waits', 'new-waits', 'at-work', 'new-ended', 'old-ended']);
  expect(html).toContain('2 runs wait for a person');
});

test('Where clusters and pairs stand, and how many went well in each minute, is drawn too, and told to who sees no drawing', () => {
  const none = String(liveHtml(run(), NOW));
  expect(none).toContain('aria-label="Clusters by state: 3 done, 1 started"');
  expect(none).toContain('aria-label="Pairs by state: 3 done, 1 held"');
  expect(none).not.toContain('id="minutes"');
  const pairs = { ...run().pairs, byMinute: [0, 2, 1] };
  const html = String(liveHtml(run({ pairs }), NOW));
  expect(html).toContain('3 pairs merged in the last 3 minutes, 2 in the busiest one');
  expect(html).toMatch(/<th scope="row">2 min<\/th><td class="number">2<\/td>/);
  expect(html.match(/<svg viewBox/g)).toHaveLength(6);
});
