import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { mayAs } from '../../config/roles.ts';
import { Refused } from '../../control/refused.ts';
import { decideShown } from '../../control/review/decide-shown.ts';
import type { Told } from '../../pages/review/card.ts';
import { cardHtml } from '../../pages/review/card-html.ts';
import { nextInQueue } from '../../store/review/queue.ts';
import { readShown } from '../../store/review/shown.ts';
import type { Run } from '../../store/runs/runs.ts';
import { answerPage } from '../pages/answer-page.ts';
import { readForm } from '../pages/form-body.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { clusterIdOf } from '../runs/ids.ts';
import { filterOf, type SeenThrough, withMore } from './filter-query.ts';
import { readCard } from './read-card.ts';
import { readWord } from './read-word.ts';
import { claimerOf, type ReviewDesk, runOf } from './review-desk.ts';
import { staleText, toldOf } from './told-words.ts';

/** One cluster a page, and what a person says of it. */
export function addClusterRoutes(app: OpenAPIHono, desk: ReviewDesk): void {
  app.get('/runs/:run/clusters/:cluster', requireRole(desk, 'view'), async (c) => {
    const fields = new URL(c.req.url).searchParams;
    const run = await runOf(c, desk);
    const told = await toldOf(desk, { run, fields });
    return await showCard(c, desk, { run, seen: filterOf(fields, desk.words), told });
  });
  app.post('/runs/:run/clusters/:cluster/decide', requireRole(desk, 'approve'), async (c) => {
    const fields = await readForm(c, desk.settings.bounds);
    const seen = filterOf(new URLSearchParams(fields.get('query') ?? ''), desk.words);
    const run = await runOf(c, desk);
    try {
      return await answerDecision(c, desk, { run, seen, fields });
    } catch (error) {
      const detail = await detailOf(error);
      if (detail === null) throw error;
      const told: Told = { text: `Nothing was decided. ${detail}`, tone: 'bad', undo: null };
      return await showCard(c, desk, { run, seen, told, status: error instanceof Refused ? 409 : 422 });
    }
  });
}

/** Of what a person can put right. */
async function detailOf(error: unknown): Promise<string | null> {
  if (error instanceof Refused) return error.message;
  if (!(error instanceof HTTPException) || error.status !== 422) return null;
  return ((await error.getResponse().clone().json()) as { detail: string }).detail;
}

interface Deciding {
  run: Run;
  seen: SeenThrough;
  fields: URLSearchParams;
}

async function answerDecision(c: Context, desk: ReviewDesk, { run, seen, fields }: Deciding): Promise<Response> {
  const clusterId = clusterIdOf(c);
  const word = readWord(fields);
  const claimer = claimerOf(c);
  const request = { ...desk, run, clusterId, word, tag: fields.get('shown') ?? '', ...claimer };
  const outcome = await decideShown({ ...request, rules: await desk.rules() });
  if (!outcome.ok && outcome.because === 'stale') {
    const told: Told = { text: staleText(outcome.now), tone: 'bad', undo: null };
    return await showCard(c, desk, { run, seen, told, status: 412 });
  }
  if (!outcome.ok) {
    const text = `Nothing was decided: ${outcome.claim.by} has it in front of them.`;
    return await showCard(c, desk, { run, seen, told: { text, tone: 'bad', undo: null }, status: 409 });
  }
  const more = { said: word.word, of: clusterId };
  const query = withMore(seen.query, { ...more, ...(!outcome.woken && { woken: 'no' }) });
  const stays = word.word === 'never' ? clusterId : word.word === 'undo' ? outcome.clusters[0] : undefined;
  const place = (await readShown(desk.db, { run, clusterId }))?.ordinal ?? 0;
  const after = { ordinal: place, cluster: clusterId };
  const next = stays ?? (await nextInQueue(desk.db, { run, filter: seen.filter, after, holder: claimer.holder }));
  return c.redirect(next === null ? `/runs/${run.id}/review${query}` : `/runs/${run.id}/clusters/${next}${query}`, 303);
}

async function showCard(
  c: Context,
  desk: ReviewDesk,
  about: { run: Run; seen: SeenThrough; told: Told | null; status?: 409 | 412 | 422 },
): Promise<Response> {
  const mayDecide = mayAs(personOf(c).role, 'approve');
  const clusterId = clusterIdOf(c);
  const card = await readCard({ desk, ...about, clusterId, mayDecide, claimer: claimerOf(c) });
  const title = `Cluster ${clusterId.slice(0, 12)}`;
  return await answerPage(c, { title, here: 'runs', main: cardHtml(card), status: about.status ?? 200 });
}
