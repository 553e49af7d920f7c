import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mayAs } from '../../config/roles.ts';
import { withOrganizations } from '../../control/organizations.ts';
import { Refused } from '../../control/refused.ts';
import { runTiming } from '../../control/run-timing.ts';
import { startResolve } from '../../control/start-resolve.ts';
import { doubtWords } from '../../pages/kit/doubt-words.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { isTakeOverRefusal, takeOverWords } from '../../pages/kit/take-over-words.ts';
import { type PairPage, pairHtml } from '../../pages/run/pair-html.ts';
import type { Resolution, Settlement } from '../../store/ledger/settlement.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { pairOfRun } from '../../store/review/pair-of-run.ts';
import { requireRun } from '../../store/runs/runs.ts';
import type { ResolveResult } from '../../workflows/types.ts';
import type { Desk } from '../desk.ts';
import { answerPage } from '../pages/answer-page.ts';
import { readForm } from '../pages/form-body.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { pairNameOf, runIdOf } from '../runs/ids.ts';

const WORDS: readonly Resolution[] = ['resend', 'abandon', 'merged'];
const SETTLEMENTS: readonly Settlement[] = ['settled-merged', 'settled-apart'];
/** So long a page waits for what a word comes to; a merge may take longer. */
const WAIT_MS = 8_000;
const SHORTEST = 10;

/** One pair, and a person's word on it. */
export function addPairPages(app: OpenAPIHono, desk: Desk): void {
  const operate = requireRole(desk, 'operate');
  app.get('/runs/:run/pairs/:pair', requireRole(desk, 'view'), (c) => showPair(c, desk, {}));
  app.post('/runs/:run/pairs/:pair/look', operate, async (c) => {
    const as = await settlementOf(c, desk);
    return await said(c, desk, async () => {
      const result = await resolve(c, desk, { as });
      if (result?.seen === undefined) return { told: { text: UNDER_WAY, tone: 'look' } };
      return { seen: { as, seen: result.seen } };
    });
  });
  app.post('/runs/:run/pairs/:pair/resolve', operate, async (c) => {
    const fields = await readForm(c, desk.settings.bounds);
    const as = [...WORDS, ...SETTLEMENTS].find((word) => word === fields.get('as'));
    if (as === undefined) throw problemError('body-invalid', { detail: 'What becomes of the pair is missing' });
    return await said(c, desk, async () => {
      const result = await resolve(c, desk, { as, word: wordOf(as, fields) });
      if (result === null) return { told: { text: UNDER_WAY, tone: 'look' } };
      const reason = shownReason(result);
      return { told: { text: `It is ${result.outcome}${reason === null ? '' : `: ${reason}`}`, tone: 'good' } };
    });
  });
}

const UNDER_WAY = 'It is under way: look at this page again in a while.';

async function settlementOf(c: Context, { settings }: Desk): Promise<Settlement> {
  const as = (await readForm(c, settings.bounds)).get('as');
  const found = SETTLEMENTS.find((word) => word === as);
  if (found === undefined) throw problemError('body-invalid', { detail: 'What the look is for is missing' });
  return found;
}

function wordOf(as: Resolution | Settlement, fields: URLSearchParams): { because: string; digest: string } | undefined {
  if (!SETTLEMENTS.some((word) => word === as)) return undefined;
  const because = (fields.get('because') ?? '').trim();
  const digest = fields.get('digest') ?? '';
  if (because.length < SHORTEST || because.length > 1000) {
    throw problemError('body-invalid', { detail: `Say why, in ${SHORTEST} characters or more` });
  }
  if (!/^[0-9a-f]{6,64}$/.test(digest)) throw problemError('body-invalid', { detail: 'Look at the pair first' });
  return { because, digest };
}

/** What a word comes to; null where that takes longer than a page waits. */
async function resolve(
  c: Context,
  desk: Desk,
  { as, word }: { as: Resolution | Settlement; word?: { because: string; digest: string } | undefined },
): Promise<ResolveResult | null> {
  const { db, config, env } = desk;
  const crms = await withOrganizations({ db, config, asks: false });
  const timing = runTiming(config, env);
  const about = { client: await desk.client(), db, crms, timing, taskQueue: config.taskQueue };
  const { result } = await startResolve({ ...about, pair: pairNameOf(c), as, by: personOf(c).by, word });
  const end = result();
  end.catch(() => undefined);
  return await Promise.race([end, sleep(WAIT_MS, null, { ref: false })]);
}

async function said(
  c: Context,
  desk: Desk,
  act: () => Promise<Partial<Pick<PairPage, 'told' | 'seen'>>>,
): Promise<Response> {
  try {
    return await showPair(c, desk, await act());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return await showPair(c, desk, { told: { text: refusedText(error), tone: 'bad' }, status: 409 });
  }
}

function refusedText({ message, why }: Refused): string {
  if (why === null) return message;
  if (isTakeOverRefusal(why)) return takeOverWords(why);
  return message;
}

async function showPair(
  c: Context,
  desk: Desk,
  { told = null, seen = null, status = 200 }: Partial<Pick<PairPage, 'told' | 'seen'>> & { status?: 200 | 409 },
): Promise<Response> {
  const run = await requireRun(desk.db, runIdOf(c));
  const name = pairNameOf(c);
  const pair = await pairOfRun(desk.db, { run, name });
  if (pair === null) throw new NotInStore(`Pair ${name} of run ${run.id}`);
  const why = doubtWords(pair) ?? shownReason(pair);
  const mayOperate = mayAs(personOf(c).role, 'operate');
  const main = pairHtml({ ...pair, run, pair: name, why, mayOperate, seen, told });
  return await answerPage(c, { title: `Pair ${name.slice(0, 12)}`, here: 'runs', main, status });
}
