import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { StatusHub } from '../../control/status/status-hub.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { isRunId } from '../runs/ids.ts';
import { answers, PERSONS } from '../runs/schemas.ts';
import { statusWithWords } from '../runs/with-words.ts';
import { streamStatus } from './stream-status.ts';

/** How a run goes on, for programs that do not want to ask again and again. */
export function addEventRoutes(app: OpenAPIHono, desk: Desk, hub: StatusHub): void {
  app.use('/api/v1/events', requireRole(desk, 'view'));
  const { responses, ...route } = {
    method: 'get' as const,
    path: '/api/v1/events',
    summary: 'How a run goes on, as server-sent events, until it ends',
    description:
      '`status` has the status of the run as JSON, whenever it is another one than before; `end` comes when the run is open no more. With Last-Event-ID nothing is told twice, also by a server that was started anew.',
    security: PERSONS,
    request: { query: z.object({ run: z.string().openapi({ example: '0123456789ab-1' }) }) },
    responses: answers({ description: 'Events', schema: z.string(), problems: ['not-found', 'away'] }),
  };
  const events = { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } } };
  addRoute(app, { ...route, responses: { ...responses, ...events } }, async (c) => {
    const run = c.req.query('run') ?? '';
    if (!isRunId(run)) throw problemError('not-found', { detail: 'There is no run of this id' });
    const { id } = await requireRun(desk.db, run);
    return streamStatus(c, { hub, runId: id, render: (status) => JSON.stringify(statusWithWords(status)) });
  });
}
