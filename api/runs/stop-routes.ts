import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findRun } from '../../control/find-run.ts';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { finishRun } from '../../control/stop/finish-run.ts';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { runIdOf } from './ids.ts';
import { plainText, readJson } from './read-json.ts';
import { answers, BODY_PROBLEMS, ONCE_HEADERS, ONCE_PROBLEMS, PERSONS, RUN_ID } from './schemas.ts';

const pauseBody = z.strictObject({
  reason: plainText(200).min(1).optional().openapi({ description: 'For those who look at the run; no contact data' }),
});

interface Stop {
  summary: string;
  act: (request: { c: Context; desk: Desk; run: Run }) => Promise<object>;
}

/** Each word on a whole run, and what it does. A pause takes a body where somebody wants to say why. */
const STOPS: Record<'pause' | 'resume' | 'finish' | 'cancel', Stop> = {
  pause: {
    summary: 'From this moment on the run sends no merge',
    act: async ({ c, desk, run }) => {
      const said = c.req.header('content-type') === undefined ? {} : await readPause(c, desk);
      const { seq } = await pauseRun({ ...desk, run, reason: said.reason ?? `by ${personOf(c).by}` });
      return { paused: true, seq };
    },
  },
  resume: {
    summary: 'The run may send merges again; after a brake, what was counted so far is accepted',
    act: async ({ desk, run }) => {
      const { seq } = await resumeRun({ ...desk, run });
      return { paused: false, seq };
    },
  },
  finish: {
    summary: 'The run ends when what is approved has ended; the undecided are left for a later run',
    act: async ({ desk, run }) => {
      await finishRun({ client: await desk.client(), run });
      return { finishing: true };
    },
  },
  cancel: {
    summary: 'The run sends nothing more and ends; a merge that is on its way is followed to its end',
    act: async ({ desk, run }) => {
      await cancelRun({ ...desk, run });
      return { cancelling: true };
    },
  },
};

function readPause(c: Context, { settings }: Desk): Promise<z.output<typeof pauseBody>> {
  return readJson(c, { bounds: settings.bounds, schema: pauseBody });
}

/** A person's words on a whole run. */
export function addStopRoutes(app: OpenAPIHono, desk: Desk): void {
  for (const [word, { summary, act }] of Object.entries(STOPS)) {
    app.use(`/api/v1/runs/:run/${word}`, requireRole(desk, 'operate'));
    addRoute(
      app,
      {
        method: 'post',
        path: `/api/v1/runs/{run}/${word}`,
        summary,
        security: PERSONS,
        request: {
          params: z.object({ run: RUN_ID }),
          headers: ONCE_HEADERS,
          ...(word === 'pause' && { body: { content: { 'application/json': { schema: pauseBody } } } }),
        },
        responses: answers({
          status: 202,
          description: 'The word was given',
          schema: z.looseObject({ run: z.string() }),
          problems: ['not-found', 'refused', 'away', ...ONCE_PROBLEMS, ...(word === 'pause' ? BODY_PROBLEMS : [])],
        }),
      },
      async (c) => {
        const { id } = await requireRun(desk.db, runIdOf(c));
        const run = await findRun({ ...desk, id, asks: true });
        return c.json({ run: id, ...(await act({ c, desk, run })) }, 202);
      },
    );
  }
}
