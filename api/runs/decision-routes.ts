import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { approveFilter } from '../../control/review/approve-filter.ts';
import { decideShown, type ShownWord } from '../../control/review/decide-shown.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import { addRoute } from '../add-route.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { claimerOf, type ReviewDesk } from '../review/review-desk.ts';
import { CLUSTER_SHAPE, RUN_SHAPE } from './ids.ts';
import { plainText, readJson } from './read-json.ts';
import { FILTER_BODY, withoutUndefined } from './review-filter.ts';
import { answers, BODY_PROBLEMS, ONCE_HEADERS, ONCE_PROBLEMS, PERSONS } from './schemas.ts';

const text = z.string();
const contact = plainText(300).min(1);
const about = {
  run: text.regex(RUN_SHAPE, 'is no id of a run'),
  cluster: text.regex(CLUSTER_SHAPE, 'is no id of a cluster'),
};
const because = plainText(1000).min(1);

const DECISION_BODY = z
  .union([
    z.strictObject({ ...about, word: z.enum(['approve', 'reject', 'later', 'undo']) }),
    z.strictObject({
      ...about,
      word: z.literal('never'),
      contacts: z.tuple([contact, contact]),
      because: because.nullable().default(null),
    }),
    z.strictObject({
      ...about,
      word: z.literal('otherwise'),
      said: z.union([
        z.strictObject({ primary: contact }),
        z.strictObject({ without: z.array(contact).min(1).max(1000) }),
        z.strictObject({ split: z.array(z.array(contact).min(1).max(1000)).min(2).max(1000) }),
      ]),
      because,
    }),
    z.strictObject({ run: about.run, word: z.literal('approve'), filter: FILTER_BODY }),
  ])
  .openapi('Decide');

const DECISION_HEADERS = ONCE_HEADERS.extend({
  'If-Match': text.openapi({ description: 'The ETag of what was shown' }),
});

type Body = z.output<typeof DECISION_BODY>;
type OfFilter = Extract<Body, { filter: unknown }>;

/** What a person decides, about one cluster as it was shown or about all that a filter wants as it was counted. */
export function addDecisionRoutes(app: OpenAPIHono, desk: ReviewDesk): void {
  app.use('/api/v1/decisions', requireRole(desk, 'approve'));
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/decisions',
      summary: 'Decide about a cluster, or approve all of a filter',
      description:
        'If-Match is the ETag of the cluster, or of the queue with that filter: what has changed since is told with 412, and nothing is decided. An approval of a filter leaves out what takes an approval of its own, and says which. The name is that of who is logged in.',
      security: PERSONS,
      request: { headers: DECISION_HEADERS, body: { content: { 'application/json': { schema: DECISION_BODY } } } },
      responses: answers({
        description: 'It is decided. `woken`: the run has heard of it already',
        schema: z.looseObject({ clusters: z.array(text), woken: z.boolean() }),
        problems: ['not-found', 'refused', 'stale', 'if-match-missing', ...ONCE_PROBLEMS, ...BODY_PROBLEMS],
      }),
    },
    async (c) => {
      const body = await readJson(c, { bounds: desk.settings.bounds, schema: DECISION_BODY });
      const tag = tagOf(c);
      const run = await requireRun(desk.db, body.run);
      return 'filter' in body
        ? await approveAll(c, desk, { run, body, digest: tag })
        : await decideOne(c, desk, { run, body, tag });
    },
  );
}

function tagOf(c: Context): string {
  const header = c.req.header('if-match');
  if (header === undefined) {
    throw problemError('if-match-missing', { detail: 'Send If-Match with the ETag of what you were shown' });
  }
  const tag = /^"([0-9a-f]{1,128})"$/.exec(header.trim())?.[1];
  // Whatever else is there fits nothing that is shown.
  return tag ?? '';
}

async function decideOne(
  c: Context,
  desk: ReviewDesk,
  { run, body, tag }: { run: Run; body: Exclude<Body, OfFilter>; tag: string },
): Promise<Response> {
  const request = { ...desk, run, clusterId: body.cluster, tag, word: wordOf(body), ...claimerOf(c) };
  const outcome = await decideShown({ ...request, rules: await desk.rules() });
  if (outcome.ok) return c.json({ run: run.id, clusters: outcome.clusters, woken: outcome.woken });
  if (outcome.because === 'taken') {
    const { by, until } = outcome.claim;
    throw problemError('refused', { detail: `${by} has it in front of them`, members: { takenBy: by, until } });
  }
  if (outcome.now === null) throw problemError('not-found', { detail: `Run ${run.id} has no such cluster` });
  const { tag: etag, ...now } = outcome.now;
  throw problemError('stale', {
    detail: `Nothing was decided: the cluster is '${now.state}', and is not what was shown. Look once more`,
    members: { now: { state: now.state, digest: now.digest } },
    headers: { etag: `"${etag}"` },
  });
}

function wordOf(body: Exclude<Body, OfFilter>): ShownWord {
  if (body.word === 'never') return { word: 'never', contacts: body.contacts, because: body.because };
  if (body.word === 'otherwise') return { word: 'otherwise', said: body.said, because: body.because };
  return { word: body.word };
}

async function approveAll(
  c: Context,
  desk: ReviewDesk,
  { run, body, digest }: { run: Run; body: OfFilter; digest: string },
): Promise<Response> {
  const { shortNames } = await desk.rules();
  const filter = withoutUndefined(body.filter);
  const outcome = await approveFilter({ ...desk, run, filter, shortNames, digest, by: personOf(c).by });
  if (outcome.ok) {
    return c.json({ run: run.id, clusters: outcome.approved, leftOut: outcome.leftOut, woken: outcome.woken });
  }
  throw problemError('stale', {
    detail: 'Nothing was approved: the filter wants another set by now than the one that was counted',
    members: { count: outcome.now.clusters.length, added: outcome.added, gone: outcome.gone },
    headers: { etag: `"${outcome.now.digest}"` },
  });
}
