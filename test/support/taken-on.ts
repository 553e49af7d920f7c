import { randomUUID } from 'node:crypto';
import type { PairRef } from '../../activities/pair-ref.ts';
import type { Plan } from '../../contacts/plan.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { StepsHere } from './steps-here.ts';

/** A run whose first cluster of two is taken on, as its workflow would. */
export async function takenOn(
  { deps: { db } }: StepsHere,
  { plan, org }: { plan: Plan; org: string },
): Promise<{ runId: string; token: string; pair: Omit<PairRef, 'token' | 'step'> }> {
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(db, { plan, org, dryRun: false, options });
  await storeDecision(db, { runId, choice: 'approve', by: 'Ada', selection: { all: true } });
  const [first] = plan.clusters;
  if (first === undefined) throw new RangeError('The plan has no cluster');
  const token = randomUUID();
  await takeOnCluster(db, { runId, clusterId: first.id, token }, reasonWords);
  const cluster = { runId, mode: 'real' as const, crm: 'devrev', org, clusterId: first.id, part: 0 };
  return { runId, token, pair: { cluster, primary: first.primary, duplicate: first.duplicates[0] ?? '' } };
}
