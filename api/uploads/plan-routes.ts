import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { readJson } from '../runs/read-json.ts';
import { answers, BODY_PROBLEMS, ONCE_HEADERS, ONCE_PROBLEMS, PERSONS } from '../runs/schemas.ts';
import { MOST_BYTES } from './receive-upload.ts';
import { START_BODY } from './start-wish.ts';
import { takeOnce } from './take-once.ts';
import type { Upload } from './upload-state.ts';

const text = z.string();
const upload = z
  .object({
    id: text,
    kind: z.enum(['csv', 'plan']),
    name: text,
    bytes: z.int(),
    by: text,
    at: z.iso.datetime(),
    state: z.looseObject({ is: z.enum(['waiting', 'reading', 'refused', 'ready', 'starting', 'started']) }),
    notStarted: z.union([text, z.null()]).openapi({ description: 'Why the last start was refused' }),
  })
  .openapi('Plan');

const params = z.object({ plan: text.openapi({ param: { name: 'plan', in: 'path' } }) });

/** Files to make runs of: sent, previewed one at a time, started. */
export function addPlanRoutes(app: OpenAPIHono, desk: Desk): void {
  const { uploads } = desk;
  app.on('POST', ['/api/v1/plans', '/api/v1/runs'], requireRole(desk, 'operate'));
  app.use('/api/v1/plans', requireRole(desk, 'view'));
  app.use('/api/v1/plans/*', requireRole(desk, 'view'));
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/plans',
      summary: 'Send a CSV of contacts, or a plan',
      description: `The body is the file, ${MOST_BYTES} bytes at most; \`X-File-Name\` may say what it is called, percent-encoded. Of a CSV a preview is made, one file at a time: ask until its state is \`ready\`. It goes after a day unless a run is started with it.`,
      security: PERSONS,
      request: {
        headers: ONCE_HEADERS,
        body: { content: { 'text/csv': { schema: text }, 'application/json': { schema: z.looseObject({}) } } },
      },
      responses: answers({
        status: 202,
        description: 'It is here',
        schema: upload,
        problems: ['refused', ...ONCE_PROBLEMS, ...BODY_PROBLEMS],
      }),
    },
    takeOnce(desk),
  );
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/plans',
      summary: 'What was sent, the newest first',
      security: PERSONS,
      responses: answers({ description: 'The files', schema: z.object({ plans: z.array(upload) }) }),
    },
    (c) => c.json({ plans: uploads.list() }),
  );
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/plans/{plan}',
      summary: 'One of them, with its preview',
      security: PERSONS,
      request: { params },
      responses: answers({
        description: 'The file; `preview` is as the preview verb gives it as JSON, its long lists cut',
        schema: upload.extend({ preview: z.union([z.looseObject({}), z.null()]) }),
        problems: ['not-found'],
      }),
    },
    (c) => c.json({ ...uploadOf(c, desk), preview: uploads.preview(c.req.param('plan') ?? '') }),
  );
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/runs',
      summary: 'Start a run of a plan',
      description:
        'The same checks as the start verb makes come first, in a process of its own: ask for the plan until its state is `started`, with the run, or `ready` again, with `notStarted`.',
      security: PERSONS,
      request: { headers: ONCE_HEADERS, body: { content: { 'application/json': { schema: START_BODY } } } },
      responses: answers({
        status: 202,
        description: 'It is being started',
        schema: upload,
        problems: ['not-found', 'refused', ...ONCE_PROBLEMS, ...BODY_PROBLEMS],
      }),
    },
    async (c) => {
      const { plan, ...wish } = await readJson(c, { bounds: desk.settings.bounds, schema: START_BODY });
      const found = found404(uploads.find(plan));
      if (!uploads.start(plan, wish)) {
        throw problemError('refused', { detail: `The plan is '${found.state.is}': only one that is ready is started` });
      }
      return c.json(found404(uploads.find(plan)), 202, { location: `/api/v1/plans/${plan}` });
    },
  );
}

/** The upload that a path names. Throws the problem of a 404. */
export function uploadOf(c: Context, { uploads }: Desk, name = 'plan'): Upload {
  return found404(uploads.find(c.req.param(name) ?? ''));
}

function found404(upload: Upload | null): Upload {
  if (upload !== null) return upload;
  throw problemError('not-found', { detail: 'There is no file of this id: it may have gone after a day' });
}
