import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readFilterSet } from '../../store/review/filter-set.ts';
import { listClusters } from '../../store/review/list-clusters.ts';
import { type Place, readQueue } from '../../store/review/queue.ts';
import { readShown } from '../../store/review/shown.ts';
import { readRecorded } from '../../store/runs/records.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import { problemError } from '../problem.ts';
import { placeIn, placeText } from '../review/place.ts';
import { type ReviewDesk, runOf } from '../review/review-desk.ts';
import { clusterIdOf, runAsked } from './ids.ts';
import { filterAsked } from './review-filter.ts';
import { answers, PERSONS, RUN_ID } from './schemas.ts';
import { withWords } from './with-words.ts';

const PAGE = 100;
const MOST = 500;

const text = z.string();
const cluster = z
  .looseObject({ cluster: text, ordinal: z.int(), strategy: text, size: z.int() })
  .openapi('ClusterInList');
const page = z.object({ items: z.array(cluster), next_cursor: z.union([text, z.null()]) });

const PAGING = {
  cursor: text.optional().openapi({ description: '`next_cursor` of the page before' }),
  limit: text.optional().openapi({ description: `Of a page: ${PAGE} when left out, ${MOST} at most` }),
};
const FILTER = { strategy: text.optional(), decision: text.optional(), size: text.optional(), reason: text.optional() };

/** Clusters of a run: all of them, those that wait for a person, and one with all that is known of it. */
export function addClusterLists(app: OpenAPIHono, desk: ReviewDesk): void {
  const { db } = desk;
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/runs/{run}/clusters',
      summary: 'Clusters of a run in plan order, page by page',
      security: PERSONS,
      request: { params: z.object({ run: RUN_ID }), query: z.object({ state: text.optional(), ...PAGING }) },
      responses: answers({ description: 'A page', schema: page, problems: ['not-found', 'parameter-invalid'] }),
    },
    async (c) => {
      const run = await runOf(c, desk);
      const { place, limit } = pagingOf(c);
      const state = stateOf(c.req.query('state'));
      const after = place === undefined ? null : { ordinal: place.ordinal, id: place.cluster };
      const rows = await listClusters(db, { run, state, after, limit: limit + 1 });
      const items = rows.slice(0, limit).map(({ why, ...row }) => ({ ...row, why: withWords(why) }));
      return c.json({ items, next_cursor: rows.length > limit ? cursorOf(items.at(-1)) : null });
    },
  );
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/runs/{run}/queue',
      summary: 'Those of them that wait for a person, by what one wants to see',
      description:
        'ETag is of what an approval of all of this filter would approve now: sent as If-Match with a decision about the filter. Names and addresses are no part of an address: search for them on the page.',
      security: PERSONS,
      request: { params: z.object({ run: RUN_ID }), query: z.object({ ...FILTER, ...PAGING }) },
      responses: answers({
        description: 'A page, with how many would be approved and how many are left out, by why',
        schema: page.extend({ approvable: z.int(), leftOut: z.record(text, z.int()) }),
        problems: ['not-found', 'parameter-invalid'],
      }),
    },
    async (c) => {
      const run = await runOf(c, desk);
      const { place, limit } = pagingOf(c);
      const filter = filterAsked(c.req.query());
      const { shortNames } = await desk.rules();
      const [{ rows }, set] = await Promise.all([
        readQueue(db, { run, filter, after: place, limit: limit + 1 }),
        readFilterSet(db, { run, filter, shortNames }),
      ]);
      desk.counted.keep(set);
      const items = rows.slice(0, limit);
      const leftOut = Object.fromEntries(Object.entries(set.leftOut).map(([why, ids]) => [why, ids.length]));
      const next = rows.length > limit ? cursorOf(items.at(-1)) : null;
      const value = { items, next_cursor: next, approvable: set.clusters.length, leftOut };
      return c.json(value, 200, { etag: `"${set.digest}"` });
    },
  );
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/clusters/{cluster}',
      summary: 'A cluster in a run, with its contacts as the file has them',
      description: 'ETag is of all that a decision about it rests on: sent as If-Match with the decision.',
      security: PERSONS,
      request: {
        params: z.object({ cluster: text.openapi({ param: { name: 'cluster', in: 'path' } }) }),
        query: z.object({ run: text }),
      },
      responses: answers({
        description: 'The cluster',
        schema: z.looseObject({ run: text, state: text }),
        problems: ['not-found', 'parameter-invalid', 'refused'],
      }),
    },
    async (c) => {
      const run = await requireRun(db, runAsked(c));
      const clusterId = clusterIdOf(c);
      const recorded = await readRecorded(db, { planDigest: run.planDigest, clusterId });
      const shown = await readShown(db, { run, clusterId });
      if (recorded === null || shown === null) {
        throw problemError('not-found', { detail: `Run ${run.id} has no such cluster` });
      }
      if (recorded === 'no-records') {
        throw problemError('refused', { detail: `Run ${run.id} was started by an older version: it keeps no records` });
      }
      const { tag, why, ...stands } = shown;
      return c.json({ run: run.id, ...recorded, ...stands, why: withWords(why) }, 200, { etag: `"${tag}"` });
    },
  );
}

function stateOf(state: string | undefined): string | null {
  if (state === undefined) return null;
  if (/^[a-z-]{1,40}$/.test(state)) return state;
  throw parameterInvalid('state', 'should be a state such as undecided');
}

function pagingOf(c: Context): { place: Place | undefined; limit: number } {
  const limit = c.req.query('limit') ?? String(PAGE);
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > MOST) {
    throw parameterInvalid('limit', `should be a whole number from 1 to ${MOST}`);
  }
  const cursor = c.req.query('cursor');
  if (cursor === undefined) return { place: undefined, limit: Number(limit) };
  const place = placeIn(cursor);
  if (place === null) throw parameterInvalid('cursor', 'is not one of this list');
  return { place, limit: Number(limit) };
}

function cursorOf(last: Place | undefined): string | null {
  return last === undefined ? null : placeText(last);
}

function parameterInvalid(name: string, problem: string): Error {
  return problemError('parameter-invalid', { detail: `'${name}' ${problem}` });
}
