import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { withOrganizations } from '../../control/organizations.ts';
import { runTiming } from '../../control/run-timing.ts';
import { type StartResolve, startResolve } from '../../control/start-resolve.ts';
import { readNamedPair } from '../../store/ledger/pairs-named.ts';
import type { ResolveResult } from '../../workflows/types.ts';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { isPlainText } from './plain-text.ts';
import { plainText, readJson } from './read-json.ts';
import { answers, BODY_PROBLEMS, ONCE_HEADERS, ONCE_PROBLEMS, PERSONS } from './schemas.ts';
import { withWords } from './with-words.ts';

const text = z.string();
const params = z.object({
  pair: text.openapi({
    param: { name: 'pair', in: 'path' },
    description: 'CLUSTER.DUPLICATE, or CLUSTER.PRIMARY.DUPLICATE where several plans have it',
  }),
});

const SETTLED = z.enum(['settled-merged', 'settled-apart']);
const RESOLVE_BODY = z
  .union([
    z.strictObject({ as: z.enum(['resend', 'abandon', 'merged']) }),
    z.strictObject({
      as: SETTLED,
      because: plainText(2000).min(10).openapi({ description: 'Why: kept in the database, and nowhere else' }),
      digest: z
        .string()
        .regex(/^[0-9a-f]{1,128}$/, 'is no digest')
        .optional()
        .openapi({
          description: 'Of what was shown. Without it the pair is looked at, and the answer says what is seen',
        }),
    }),
  ])
  .openapi('ResolvePair');

/** A look at a pair asks the CRM: so long is waited for it. */
const LOOK_MS = 30_000;

/** Pairs of the ledger, and a person's word on those that wait for one. */
export function addPairRoutes(app: OpenAPIHono, desk: Desk): void {
  app.use('/api/v1/pairs/:pair/resolve', requireRole(desk, 'operate'));
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/pairs/{pair}',
      summary: 'Where a pair stands, and why',
      security: PERSONS,
      request: { params },
      responses: answers({
        description: 'The real pairs of this name, in all organizations; of one that only dry runs have, those',
        schema: z.object({ pairs: z.array(z.looseObject({ state: text, run: text })) }),
        problems: ['not-found'],
      }),
    },
    async (c) => {
      const found = await readNamedPair(desk.db, pairOf(c));
      if (found.length === 0) throw problemError('not-found', { detail: 'There is no such pair in the ledger' });
      return c.json({ pairs: found.map(({ why, ...pair }) => ({ ...pair, why: withWords(why) })) });
    },
  );
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/pairs/{pair}/resolve',
      summary: 'A person’s word on a pair that waits for one',
      description:
        'resend: send the merge once more; abandon: give it up; both need proof that it was not applied. merged: somebody has merged it, which is verified. settled-…: you say what became of it, where nothing proves it: once without a digest, to see what is proven, and then with the digest of that.',
      security: PERSONS,
      request: { params, headers: ONCE_HEADERS, body: { content: { 'application/json': { schema: RESOLVE_BODY } } } },
      responses: answers({
        status: 202,
        description: 'It is being carried out; or what was seen, with its digest',
        schema: z.looseObject({ workflowId: text }),
        problems: ['not-found', 'refused', 'away', ...ONCE_PROBLEMS, ...BODY_PROBLEMS],
      }),
    },
    async (c) => {
      const { clusterId, rest } = pairOf(c);
      const said = await readJson(c, { bounds: desk.settings.bounds, schema: RESOLVE_BODY });
      const { workflowId, result } = await startResolve(await requestOf(c, desk, `${clusterId}.${rest}`, said));
      if (!('because' in said) || said.digest !== undefined) {
        // Its end is told by the pair itself.
        result().catch(() => undefined);
        return c.json({ workflowId }, 202);
      }
      const seen = await within(result(), LOOK_MS);
      return c.json({ workflowId, seen: seen?.seen ?? null }, 202);
    },
  );
}

async function requestOf(
  c: Context,
  desk: Desk,
  pair: string,
  said: z.output<typeof RESOLVE_BODY>,
): Promise<StartResolve> {
  const { config, db, env } = desk;
  const crms = await withOrganizations({ db, config, asks: true });
  const word =
    'because' in said && said.digest !== undefined ? { because: said.because, digest: said.digest } : undefined;
  return {
    ...{ db, pair, crms, word, as: said.as, by: personOf(c).by, client: await desk.client() },
    timing: runTiming(config, env),
    taskQueue: config.taskQueue,
  };
}

/** Null where it takes longer. */
async function within(result: Promise<ResolveResult>, ms: number): Promise<ResolveResult | null> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  result.catch(() => undefined);
  return Promise.race([result, over]).finally(() => clearTimeout(timer));
}

function pairOf(c: Context): { clusterId: string; rest: string } {
  const named = c.req.param('pair') ?? '';
  const [, clusterId, rest] = /^([0-9a-f]{32})\.(\S{1,300})$/.exec(named) ?? [];
  if (clusterId !== undefined && rest !== undefined && isPlainText(rest)) return { clusterId, rest };
  throw problemError('not-found', { detail: 'There is no such pair in the ledger' });
}
