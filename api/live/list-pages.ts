import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { clustersHtml, pairsHtml } from '../../pages/run/lists-html.ts';
import {
  type ClusterSet,
  isClusterSet,
  type ListRequest,
  listClusters,
  listPairs,
} from '../../store/review/list-clusters.ts';
import { requireRun } from '../../store/runs/runs.ts';
import type { Desk } from '../desk.ts';
import { answerPage } from '../pages/answer-page.ts';
import { requireRole } from '../people/require-role.ts';
import { runIdOf } from '../runs/ids.ts';

/** Rows of a page. */
const PAGE = 100;

/** What each number of a run's page counts. */
export function addListPages(app: OpenAPIHono, desk: Desk): void {
  const view = requireRole(desk, 'view');
  app.get('/runs/:run/clusters', view, async (c) => {
    const asked = new URL(c.req.url).searchParams.get('of') ?? '';
    const request = { ...(await askedOf(c, desk)), of: isClusterSet(asked) ? asked : null };
    const rows = await listClusters(desk.db, request);
    const places = rows.map(({ ordinal, cluster }) => ({ ordinal, id: cluster }));
    const main = clustersHtml({ ...pageOf(request, places), of: request.of, rows: rows.slice(0, PAGE) });
    return await answerPage(c, { title: 'Clusters', here: 'runs', main });
  });
  app.get('/runs/:run/pairs', view, async (c) => {
    const request = await askedOf(c, desk);
    const rows = await listPairs(desk.db, request);
    const main = pairsHtml({ ...pageOf(request, rows), rows: rows.slice(0, PAGE) });
    return await answerPage(c, { title: 'Pairs', here: 'runs', main });
  });
}

async function askedOf(c: Context, { db }: Desk): Promise<ListRequest<string>> {
  const fields = new URL(c.req.url).searchParams;
  const run = await requireRun(db, runIdOf(c));
  const state = fields.get('state') ?? '';
  const [, ordinal, id] = /^(\d{1,9})-([\w.:-]{1,200})$/.exec(fields.get('after') ?? '') ?? [];
  return {
    run,
    state: /^[a-z-]{1,30}$/.test(state) ? state : null,
    after: ordinal === undefined || id === undefined ? null : { ordinal: Number(ordinal), id },
    limit: PAGE + 1,
  };
}

function pageOf(
  { run, state, of = null }: ListRequest<string> & { of?: ClusterSet | null },
  places: readonly { ordinal: number; id: string }[],
) {
  const last = places.length > PAGE ? places[PAGE - 1] : undefined;
  const query = new URLSearchParams({ ...(state !== null && { state }), ...(of !== null && { of }) });
  if (last !== undefined) query.set('after', `${last.ordinal}-${last.id}`);
  return { run: run.id, state, more: last === undefined ? null : `?${query.toString()}` };
}
