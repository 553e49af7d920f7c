import { type SQL, sql } from 'drizzle-orm';
import { noteChangesSeen } from '../base/keys-changed-by-scan.ts';
import type { Db, Tx } from '../database.ts';
import { keepApart } from '../decisions/lasting.ts';
import { IS_REFUSED } from '../decisions/overlay.ts';
import type { ClusterState } from '../types.ts';
import { requireRun } from './runs.ts';
import { isChosen, type Selection } from './selection.ts';

export type Choice = 'approve' | 'reject' | 'later';

const UNDECIDED: ClusterState[] = ['undecided'];

const DECIDED: Record<Choice, ClusterState> = { approve: 'approved', reject: 'rejected', later: 'later' };

/** Where a cluster may stand for a decision to change it. */
const OPEN_TO: Record<Choice, ClusterState[]> = {
  approve: ['undecided', 'drifted', 'rejected', 'later'],
  reject: ['undecided', 'drifted', 'approved', 'rejected', 'later'],
  later: ['undecided', 'drifted', 'approved'],
};

/** Whether a cluster that stands there may be decided so. Rejected once more is one whose rejection held for its run alone. */
export function isOpenTo(choice: Choice, { state, refused }: { state: ClusterState; refused: boolean }): boolean {
  if (choice === 'approve' && refused) return false;
  return OPEN_TO[choice].includes(state) && !(state === DECIDED[choice] && refused);
}

/** Where a decision leads. */
export function decidedState(choice: Choice): ClusterState {
  return DECIDED[choice];
}

export interface DecisionRequest {
  runId: string;
  choice: Choice;
  by: string;
  selection: Selection;
  /** How it was said; a `signal` has no code. @default script */
  through?: 'script' | 'page' | 'code' | 'signal';
  /** Leaves decisions already made alone: for the approval that a run is started with. */
  onlyUndecided?: boolean;
}

/**
 * Records who decided, about which bytes, and only then lets it count. What a cluster went back to review for counts as looked at. A
 * rejection is about its people and lasts, unless it was a signal without a code; where people are kept apart, no approval counts.
 * Returns the clusters whose state changed.
 */
export async function storeDecision(db: Tx, request: DecisionRequest): Promise<string[]> {
  const { runId, choice, by, through = 'script' } = request;
  return (db as Db).transaction(async (tx) => {
    const rows = await writeDecision(tx, request);
    if (rows.length === 0) await requireRun(tx, runId);
    else if (choice === 'approve') await noteChangesSeen(tx, runId);
    if (choice === 'reject' && through !== 'signal' && rows.length > 0) {
      const { crm, org } = await requireRun(tx, runId);
      await keepApart(tx, { crm, org, aparts: rows.map(({ members }) => ({ members, runId })), by, through });
    }
    return rows.map(({ cluster_id }) => cluster_id);
  });
}

async function writeDecision(tx: Tx, request: DecisionRequest): Promise<{ cluster_id: string; members: string[] }[]> {
  const { runId, choice, by, selection, through = 'script' } = request;
  const from = request.onlyUndecided ? UNDECIDED : OPEN_TO[choice];
  const to = decidedState(choice);
  const rows = await tx.execute<{ cluster_id: string; members: string[] }>(sql`
    with chosen as (
      select c.run_id, c.cluster_id, r.plan_digest, p.digest, p.primary_id || p.duplicates as members from run_clusters c
      join runs r on r.id = c.run_id
      join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
      where c.run_id = ${runId} and ${isChosen(selection)}
        and c.state in ${from} and ${wouldChange({ choice, to, through })}
      for update of c
    ), recorded as (
      insert into decisions (run_id, plan_digest, cluster_id, cluster_digest, choice, by, through)
      select run_id, plan_digest, cluster_id, digest, ${choice}, ${by}, ${through} from chosen
    ), looked_at as (
      update doubts d set approved_by = ${by}, approved_at = clock_timestamp() from chosen
      where ${choice} = 'approve' and d.run_id = chosen.run_id and d.cluster_id = chosen.cluster_id and d.approved_at is null
    )
    update run_clusters c set state = ${to}, reason = null, why = null from chosen
    where c.run_id = chosen.run_id and c.cluster_id = chosen.cluster_id
    returning c.cluster_id, chosen.members`);
  return [...rows];
}

/** As `isOpenTo`; a word that lasts is more than one of before that held for the run alone. */
function wouldChange({ choice, to, through }: { choice: Choice; to: ClusterState; through: string }): SQL {
  if (choice === 'approve') return sql`not ${IS_REFUSED}`;
  return through === 'signal' ? sql`c.state <> ${to}` : sql`(c.state <> ${to} or not ${IS_REFUSED})`;
}
