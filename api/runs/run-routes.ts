import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { readStatus } from '../../control/status/run-status.ts';
import { LISTED } from '../../control/status/status-hub.ts';
import { listRuns } from '../../store/runs/list-runs.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { requireRole } from '../people/require-role.ts';
import { runIdOf } from './ids.ts';
import { onceOnly } from './once-only.ts';
import { answers, PERSONS, RUN_ID } from './schemas.ts';
import { statusWithWords } from './with-words.ts';

const text = z.string();
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

const listed = z
  .object({
    run: text,
    workflowId: text,
    crm: text,
    organization: text,
    profile: text,
    dryRun: z.boolean(),
    state: text,
    startedAt: z.iso.datetime(),
    endedAt: orNull(z.iso.datetime()),
    waitsFor: orNull(z.enum(['decision', 'resume'])).openapi({
      description: 'What a person has to do before it goes on',
    }),
    undecided: z.int(),
  })
  .openapi('ListedRun');

const status = z.looseObject({ run: text, state: text, dryRun: z.boolean(), waitsFor: text }).openapi('RunStatus', {
  description: `As the status verb gives it as JSON, each reason with its words; of \`undecided\` the first ${LISTED}: the queue has all`,
});

/** Runs, to look at. */
export function addRunRoutes(app: OpenAPIHono, desk: Desk): void {
  const once = onceOnly(desk.settings.bounds);
  for (const path of ['runs/*', 'decisions/*', 'pairs/*', 'clusters/*']) {
    app.use(`/api/v1/${path}`, requireRole(desk, 'view'), once);
  }
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/runs',
      summary: 'All runs that are open, and the newest others, the oldest first',
      security: PERSONS,
      responses: answers({ description: 'The runs', schema: z.object({ runs: z.array(listed) }), problems: ['away'] }),
    },
    async (c) => c.json({ runs: await listRuns(desk.db) }),
  );
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/runs/{run}',
      summary: 'Where a run stands',
      security: PERSONS,
      request: { params: z.object({ run: RUN_ID }) },
      responses: answers({ description: 'Its status', schema: status, problems: ['not-found', 'away'] }),
    },
    async (c) => {
      const { id } = await requireRun(desk.db, runIdOf(c));
      return c.json(statusWithWords(await readStatus({ ...desk, runId: id, listed: LISTED })));
    },
  );
}
