import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import { failedPairsOf } from '../../store/ledger/consent/failed-pairs.ts';
import { typedPairName } from '../../store/ledger/pair-name.ts';
import { watchId } from '../../store/orders/workflow-ids.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { WatchProgress } from '../../workflows/types.ts';
import { askWorkflow } from './ask-workflow.ts';

/** A merged pair whose refusals are not as they must be, and what its watch does. */
export interface ConsentWatch extends WatchProgress {
  workflowId: string;
  /** As a person types it. */
  pair: string;
  cluster: string;
  /** ISO 8601. */
  since: string;
  /** Whether its workflow runs; null where Temporal was not reached. */
  running: boolean | null;
}

const UNKNOWN: WatchProgress = { looks: 0, nextAt: null, failure: null };

/** Of a run's pairs, the oldest first. A Temporal that is away leaves them without what only it knows. */
export async function consentWatches(
  { db, client }: { db: Db; client: () => Promise<Client> },
  { id }: Pick<Run, 'id'>,
): Promise<ConsentWatch[]> {
  const failed = await failedPairsOf(db, id);
  return Promise.all(
    failed.map(async ({ since, ...key }) => {
      const workflowId = watchId(key);
      const word = await client()
        .then((connected) => askWorkflow<WatchProgress>(connected, workflowId))
        .catch(() => null);
      const named = { pair: await typedPairName(db, key), cluster: key.clusterId };
      return { workflowId, ...named, since, running: word?.running ?? null, ...(word?.progress ?? UNKNOWN) };
    }),
  );
}
