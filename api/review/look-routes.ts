import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ClusterLook } from '../../contacts/explain/looked-at.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { readRecorded } from '../../store/runs/records.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import { readForm } from '../pages/form-body.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { clusterIdOf, runAsked } from '../runs/ids.ts';
import { answers, ONCE_HEADERS, ONCE_PROBLEMS, PERSONS } from '../runs/schemas.ts';
import { filterOf } from './filter-query.ts';
import { type ReviewDesk, runOf } from './review-desk.ts';

const text = z.string();
const looked = z
  .object({
    at: text,
    state: text.nullable(),
    phone: text.nullable(),
    conversations: z.object({ count: z.int(), more: z.boolean() }).nullable(),
  })
  .openapi('LookedAt');

/** Looks at the contacts of a cluster in the CRM, as it has them now: it costs calls of the budget, so whoever decides may. */
export function addLookRoutes(app: OpenAPIHono, desk: ReviewDesk): void {
  app.post('/runs/:run/clusters/:cluster/look', requireRole(desk, 'approve'), async (c) => {
    const fields = await readForm(c, desk.settings.bounds);
    const { query } = filterOf(new URLSearchParams(fields.get('query') ?? ''), desk.words);
    const run = await runOf(c, desk);
    await look(c, desk, run);
    return c.redirect(`/runs/${run.id}/clusters/${clusterIdOf(c)}${query}#contacts-title`, 303);
  });
  app.use('/api/v1/clusters/:cluster/look', requireRole(desk, 'approve'));
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/clusters/{cluster}/look',
      summary: 'Look at the contacts of a cluster in the CRM now',
      description:
        'Reads each contact once, and the first page of its conversations, by the budget that the runs share: what a file does not say. A contact that was read in the last minute is not read again. `underWay`: the budget lets not all of it through yet; ask again. Kept in memory for a quarter of an hour.',
      security: PERSONS,
      request: {
        params: z.object({ cluster: text.openapi({ param: { name: 'cluster', in: 'path' } }) }),
        query: z.object({ run: text }),
        headers: ONCE_HEADERS,
      },
      responses: answers({
        description: 'What was seen, by contact. `state` null: the CRM has no living contact of this id',
        schema: z.object({
          run: text,
          cluster: text,
          underWay: z.boolean(),
          failure: text.nullable(),
          contacts: z.record(text, looked),
        }),
        problems: ['not-found', 'parameter-invalid', 'refused', ...ONCE_PROBLEMS],
      }),
    },
    async (c) => {
      const run = await requireRun(desk.db, runAsked(c));
      const { contacts, isUnderWay, failure } = await look(c, desk, run);
      const cluster = clusterIdOf(c);
      return c.json({ run: run.id, cluster, underWay: isUnderWay, failure, contacts: Object.fromEntries(contacts) });
    },
  );
}

async function look(c: Context, desk: ReviewDesk, run: Run): Promise<ClusterLook> {
  const clusterId = clusterIdOf(c);
  const cluster = await readRecorded(desk.db, { planDigest: run.planDigest, clusterId });
  if (cluster === null) throw new NotInStore(`Cluster ${clusterId} of run ${run.id}`);
  if (cluster === 'no-records') {
    throw problemError('refused', { detail: `Run ${run.id} was started by an older version: it keeps no records` });
  }
  const { db, config } = desk;
  return await desk.looks.look({ db, config, run, clusterId, contacts: cluster.members.map(({ id }) => id) });
}
