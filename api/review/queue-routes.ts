import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mayAs } from '../../config/roles.ts';
import { takeBackSaid } from '../../control/proofs/take-back-said.ts';
import { approveFilter, countFilter } from '../../control/review/approve-filter.ts';
import { approveAllHtml } from '../../pages/review/all-html.ts';
import { queueHtml } from '../../pages/review/queue-html.ts';
import { nextInQueue, queueCounts, readQueue } from '../../store/review/queue.ts';
import type { Run } from '../../store/runs/runs.ts';
import { answerPage } from '../pages/answer-page.ts';
import { readForm } from '../pages/form-body.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { filterFilled, filterOf, type SeenThrough, withMore } from './filter-query.ts';
import { placeIn, placeText } from './place.ts';
import { claimerOf, type ReviewDesk, runOf } from './review-desk.ts';
import { toldOf } from './told-words.ts';

/** Clusters of a page of the queue. */
const PAGE = 50;

/** What waits in a run, the way through it, and the approval of all that a filter wants. */
export function addQueueRoutes(app: OpenAPIHono, desk: ReviewDesk): void {
  const view = requireRole(desk, 'view');
  const approve = requireRole(desk, 'approve');
  app.get('/runs/:run/review', view, async (c) => showQueue(c, desk, await runOf(c, desk)));
  app.post('/runs/:run/review/filter', view, async (c) => {
    const { id } = await runOf(c, desk);
    const { query } = filterFilled(await readForm(c, desk.settings.bounds), desk.words);
    return c.redirect(`/runs/${id}/review${query}`, 303);
  });
  app.get('/runs/:run/review/next', view, async (c) => {
    const run = await runOf(c, desk);
    const { filter, query } = filterOf(fieldsOf(c), desk.words);
    const next = await nextInQueue(desk.db, { run, filter, holder: claimerOf(c).holder });
    return c.redirect(
      next === null ? `/runs/${run.id}/review${query}` : `/runs/${run.id}/clusters/${next}${query}`,
      303,
    );
  });
  app.get('/runs/:run/review/all', approve, async (c) => {
    const run = await runOf(c, desk);
    return await showAll(c, desk, { run, seen: filterOf(fieldsOf(c), desk.words), changed: null });
  });
  app.post('/runs/:run/review/all', approve, async (c) => {
    const fields = await readForm(c, desk.settings.bounds);
    const run = await runOf(c, desk);
    const seen = filterOf(new URLSearchParams(fields.get('query') ?? ''), desk.words);
    const { shortNames } = await desk.rules();
    const asked = { ...desk, run, filter: seen.filter, shortNames, by: personOf(c).by };
    // Words that are lost would make it a wider filter: what was counted is not what this digest would be compared with.
    const outcome = await approveFilter({ ...asked, digest: seen.wordsLost ? '' : (fields.get('set') ?? '') });
    if (!outcome.ok) return await showAll(c, desk, { run, seen, changed: outcome, status: 412 });
    const query = withMore(seen.query, { approved: String(outcome.approved.length) });
    return c.redirect(`/runs/${run.id}/review${query}`, 303);
  });
}

function fieldsOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}

async function showQueue(c: Context, desk: ReviewDesk, run: Run): Promise<Response> {
  const { db } = desk;
  const fields = fieldsOf(c);
  const seen = filterOf(fields, desk.words);
  const after = placeIn(fields.get('after') ?? '') ?? undefined;
  // Each goes through all that waits: on a connection of its own neither waits for the other.
  const [{ rows, wanted }, counts] = await Promise.all([
    readQueue(db, { run, filter: seen.filter, after, limit: PAGE + 1 }),
    queueCounts(db, run),
  ]);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  const main = queueHtml({
    run,
    ...seen,
    counts,
    wanted,
    rows: rows.slice(0, PAGE),
    more: last === undefined ? null : withMore(seen.query, { after: placeText(last) }),
    mayDecide: run.state === 'open' && mayAs(personOf(c).role, 'approve'),
    told: approvedWords(fields.get('approved')) ?? (await toldOf(desk, { run, fields })),
  });
  return await answerPage(c, { title: `Review of run ${run.id}`, here: 'runs', main });
}

function approvedWords(approved: string | null): { text: string; tone: 'good' } | null {
  if (approved === null || !/^\d{1,9}$/.test(approved)) return null;
  return { text: `${approved} approved. What was left out waits still.`, tone: 'good' };
}

async function showAll(
  c: Context,
  desk: ReviewDesk,
  about: {
    run: Run;
    seen: SeenThrough;
    changed: { added: string[] | null; gone: string[] | null } | null;
    status?: 412;
  },
): Promise<Response> {
  const { run, seen, changed, status = 200 } = about;
  const { shortNames } = await desk.rules();
  const set = await countFilter({ ...desk, run, filter: seen.filter, shortNames });
  const takeBack = await takeBackSaid(desk.db, { run, selection: { clusters: [...set.clusters] } });
  const main = approveAllHtml({ run, set, query: seen.query, changed, takeBack });
  return await answerPage(c, { title: 'Approve all', here: 'runs', main, status });
}
