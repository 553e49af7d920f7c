import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mayAs } from '../../config/roles.ts';
import { Refused } from '../../control/refused.ts';
import { type RunStatus, readStatus } from '../../control/status/run-status.ts';
import { LISTED, type StatusHub } from '../../control/status/status-hub.ts';
import { temporalUiOf } from '../../control/status/temporal-ui.ts';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { finishRun } from '../../control/stop/finish-run.ts';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { reportPolicy } from '../../pages/kit/page-frame.ts';
import { liveHtml } from '../../pages/run/live-html.ts';
import { runHtml } from '../../pages/run/run-html.ts';
import { runsHtml } from '../../pages/run/runs-html.ts';
import { listRuns } from '../../store/runs/list-runs.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import type { Desk } from '../desk.ts';
import { answerPage } from '../pages/answer-page.ts';
import { readForm } from '../pages/form-body.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { runIdOf } from '../runs/ids.ts';
import { streamStatus } from './stream-status.ts';

/** All runs, one of them as it goes on, and the words that stop it. */
export function addRunPages(app: OpenAPIHono, desk: Desk, hub: StatusHub): void {
  const view = requireRole(desk, 'view');
  const render = renderedOnce();
  app.get('/runs', view, async (c) =>
    answerPage(c, { title: 'Runs', here: 'runs', main: runsHtml(await listRuns(desk.db)) }),
  );
  app.get('/runs/:run', view, async (c) => {
    const said = new URL(c.req.url).searchParams.get('said') ?? '';
    const text = Object.hasOwn(SAID, said) ? SAID[said] : undefined;
    return await showRun(c, desk, { told: text === undefined ? null : { text, tone: 'good' } });
  });
  app.get('/runs/:run/live', view, async (c) => {
    const { id } = await requireRun(desk.db, runIdOf(c));
    return streamStatus(c, { hub, runId: id, render });
  });
  app.post('/runs/:run/stop', requireRole(desk, 'operate'), async (c) => {
    const word = (await readForm(c, desk.settings.bounds)).get('word') ?? '';
    const run = await requireRun(desk.db, runIdOf(c));
    const act = Object.hasOwn(STOPS, word) ? STOPS[word] : undefined;
    if (act === undefined) throw problemError('body-invalid', { detail: 'What the run is to do is missing' });
    try {
      await act({ c, desk, run });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return await showRun(c, desk, { told: { text: error.message, tone: 'bad' }, status: 409 });
    }
    return c.redirect(`/runs/${run.id}?said=${word}`, 303);
  });
  app.get('/runs/:run/report', view, async (c) => {
    const { id } = await requireRun(desk.db, runIdOf(c));
    const page = await reportOf(desk, id);
    if (page === null) throw problemError('not-found', { detail: 'This run has no report here' });
    return c.body(page, 200, REPORT_HEADERS);
  });
}

/** Drawn once for all who listen. */
function renderedOnce(): (status: RunStatus) => string {
  const kept = new WeakMap<RunStatus, string>();
  return (status) => {
    const text = kept.get(status) ?? String(liveHtml(status, Date.now()));
    kept.set(status, text);
    return text;
  };
}

const SAID: Record<string, string> = {
  pause: 'Paused: no merge is sent from this moment on.',
  resume: 'It goes on.',
  finish: 'It ends as soon as what is approved has ended.',
  cancel: 'It sends nothing more, and ends.',
};

type Act = (request: { c: Context; desk: Desk; run: Run }) => Promise<unknown>;

const STOPS: Record<string, Act> = {
  pause: ({ c, desk, run }) => pauseRun({ ...desk, run, reason: `by ${personOf(c).by}` }),
  resume: ({ desk, run }) => resumeRun({ ...desk, run }),
  finish: async ({ desk, run }) => finishRun({ client: await desk.client(), run }),
  cancel: ({ desk, run }) => cancelRun({ ...desk, run }),
};

/** It stands alone, with a script of its own, and is shown apart from our pages: it can do nothing in their name. */
const REPORT_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${reportPolicy()}; frame-ancestors 'none'; sandbox allow-scripts`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
};

/** Null where there is none on this machine. */
async function reportOf({ config }: Desk, run: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(join(config.reportsDir, run, 'report.html')));
  } catch {
    return null;
  }
}

async function showRun(
  c: Context,
  desk: Desk,
  { told, status = 200 }: { told: { text: string; tone: 'good' | 'bad' } | null; status?: 200 | 409 },
): Promise<Response> {
  const { id, workflowId } = await requireRun(desk.db, runIdOf(c));
  const run = await readStatus({ ...desk, runId: id, listed: LISTED });
  const main = runHtml({
    run,
    now: Date.now(),
    mayOperate: mayAs(personOf(c).role, 'operate'),
    temporalUi: temporalUiOf(desk.config, workflowId),
    hasReport: run.state !== 'open' && (await reportOf(desk, id)) !== null,
    told,
  });
  return await answerPage(c, { title: `Run ${id}`, here: 'runs', main, status });
}
