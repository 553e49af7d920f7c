import fc from 'fast-check';
import { expect } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import type { Plan } from '../../contacts/plan.ts';
import { Refused } from '../../control/refused.ts';
import { startResolve } from '../../control/start-resolve.ts';
import type { Act } from '../../sandbox/devrev/faults/act.ts';
import type { Resolution, Settlement } from '../../store/ledger/settlement.ts';
import { FINAL } from '../../store/pair-states.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { ResolveResult } from '../../workflows/types.ts';
import { expectLawful, type LedgerPair, ledgerPairs, type Watched } from '../ledger/laws.ts';
import { standstill } from './one-pair.ts';
import { openScene, type Scene } from './scene.ts';
import { smallWorld } from './small-world.ts';
import { TEST_TIMING } from './timing.ts';

/** Every pair that is merged passes these. */
const DEATHS: FailpointName[] = ['fresh.after', 'intent.after', 'sent.after', 'answer.before', 'answer.after'];

const FATES = ['applied', 'answer lost', 'never', 'half', 'late'] as const;
const AGENTS = ['nobody', 'deletes a ticket', 'gives a ticket away'] as const;

export interface Sequence {
  /** Where the first worker is killed. */
  death: FailpointName;
  /** What becomes of the first merge. */
  fate: (typeof FATES)[number];
  /** The looks after it lag. */
  stale: boolean;
  agent: (typeof AGENTS)[number];
  /** By what they keep. */
  plans: number[];
}

/** What befalls two plans for the same people. */
export const sequence: fc.Arbitrary<Sequence> = fc.record({
  death: fc.constantFrom(...DEATHS),
  fate: fc.constantFrom(...FATES),
  stale: fc.boolean(),
  agent: fc.constantFrom(...AGENTS),
  plans: fc.constantFrom([0, 1], [1, 0], [0, 0]),
});

/** Three contacts of one person, and two plans for them. */
function twoPlans(): { world: ReturnType<typeof smallWorld>['world']; plans: Plan[] } {
  const { world, plan: first } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] } },
  ]);
  const { plan: second } = smallWorld([{ members: { 'REVU-2': ['TKT-2'], 'REVU-1': ['TKT-1'], 'REVU-3': ['TKT-3'] } }]);
  return { world, plans: [first, second] };
}

function arm({ sandbox }: Scene, { fate, stale, agent }: Sequence): void {
  const post = { on: 'rev-users.merge', nth: 1 };
  if (fate === 'answer lost') sandbox.addFault({ ...post, do: 'apply-then-drop' });
  if (fate === 'never') sandbox.addFault({ ...post, do: 'never' });
  if (fate === 'half') sandbox.addFault({ ...post, do: { kind: 'tickets-first' } });
  if (fate === 'late') sandbox.addFault({ ...post, do: { kind: 'late', ms: 1_500 } });
  if (stale) for (const on of ['works.list', 'rev-users.get']) sandbox.addFault({ on, times: 2, do: 'stale' });
  const id = 'TKT-2';
  const acts: Record<string, Act> = {
    'deletes a ticket': { kind: 'deleteTicket', id },
    'gives a ticket away': { kind: 'setReporters', id, reporters: ['REVU-3'] },
  };
  const act = acts[agent];
  if (act !== undefined) sandbox.addFault({ on: 'rev-users.merge', nth: 1, do: { kind: 'act', act, when: 'apply' } });
}

/** Leads a run as far as it gets by itself, and ends it there. */
async function leadRun(scene: Scene, run: Run): Promise<void> {
  await standstill(scene, run);
  const handle = scene.client.workflow.getHandle(run.workflowId);
  await handle.cancel().catch(() => undefined);
  await handle.result().catch(() => undefined);
}

async function say(
  scene: Scene,
  { cluster, primary, duplicate }: LedgerPair,
  as: Resolution | Settlement,
  digest?: string,
): Promise<ResolveResult | string> {
  const request = {
    client: scene.client,
    db: scene.database.db,
    pair: `${cluster}.${primary}.${duplicate}`,
    as,
    by: 'ada',
    crms: {},
    timing: TEST_TIMING,
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
    ...(digest === undefined ? {} : { word: { because: 'for the sake of the test', digest } }),
  };
  try {
    return await (await startResolve(request)).result();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** As `status` tells a person to: look, give up what was proven not to be applied, and say what nothing proves. */
async function leadOut(scene: Scene, watched: Watched): Promise<string[]> {
  const said: string[] = [];
  for (let words = 0; words < 4; words += 1) {
    const left = (await ledgerPairs(watched)).filter(({ state, sends }) => sends > 0 && !FINAL.includes(state));
    for (const pair of left) {
      if (pair.state === 'not-applied') said.push(JSON.stringify(await say(scene, pair, 'abandon')));
      else if (words % 2 === 0) said.push(JSON.stringify(await say(scene, pair, 'merged')));
      else {
        const seen = await say(scene, pair, 'settled-merged');
        const digest = typeof seen === 'string' ? undefined : seen.seen?.digest;
        said.push(JSON.stringify(digest === undefined ? seen : await say(scene, pair, 'settled-merged', digest)));
      }
    }
    if (left.length === 0) break;
  }
  return said;
}

/** Plays it with real servers and a worker that is killed. Whatever happens, no law is broken, and every pair has a way out. */
export async function playSequence(chosen: Sequence): Promise<void> {
  const { world, plans } = twoPlans();
  const scene = await openScene({ world, plan: plans[0] ?? expect.unreachable() });
  const watched: Watched = { here: { deps: { db: scene.database.db }, sandbox: scene.sandbox }, org: world.org };
  try {
    arm(scene, chosen);
    const [first = 0, second = 0] = chosen.plans;
    const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${chosen.death}:1:kill` });
    const run = await scene.start({ plan: plans[first] ?? expect.unreachable() });
    expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
    await scene.workerHere();
    await leadRun(scene, run);
    await expectLawful(watched);
    scene.sandbox.clearFaults();
    await scene.sandbox.settled();
    await leadRun(scene, await scene.start({ plan: plans[second] ?? expect.unreachable() }));
    await expectLawful(watched);
    const said = await leadOut(scene, watched);
    await expectLawful(watched);
    const left = (await ledgerPairs(watched)).filter(({ state, sends }) => sends > 0 && !FINAL.includes(state));
    expect(left, said.join(' | ')).toEqual([]);
  } finally {
    await scene.close();
  }
}
