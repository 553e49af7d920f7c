import type { RateUse } from '../../store/rate/use.ts';
import type { Reason } from '../../store/reasons.ts';
import type { ClusterCounts } from '../../store/runs/count-clusters.ts';
import type { PairCounts } from '../../store/runs/count-pairs.ts';
import type { UnfinishedCluster, UnfinishedPair } from '../../store/runs/unfinished.ts';

/** What the page of a run shows of its status. */
export interface RunSeen {
  run: string;
  workflowId: string;
  crm: string;
  organization: string;
  dryRun: boolean;
  /** `lost`: open in the store, but its workflow has ended or is not known. */
  state: string;
  startedAt: string;
  endedAt: string | null;
  waitsFor: 'nothing' | 'decision' | 'resume' | 'worker';
  pauseReason: string | null;
  pauseWhy: Reason | null;
  everythingPaused: { by: string | null; since: string } | null;
  clusters: ClusterCounts;
  pairs: PairCounts;
  unfinished: { pairs: UnfinishedPair[]; clusters: UnfinishedCluster[] };
  unwrittenReport: { folder: string; failure: string } | null;
  budget: RateUse | null;
  etaMs: number | null;
  lanes: {
    cluster: string;
    duplicate: string | null;
    step: string;
    waitsFor: 'budget' | 'resume' | null;
    since: string;
  }[];
  waits: { for: string; until: string | null }[];
  steps: {
    cluster: string | null;
    pair: string | null;
    step: string;
    attempt: number;
    failure: { type: string; message: string } | null;
    nextAt: string | null;
    waitsFor: string | null;
    needsPerson: boolean;
  }[];
  canary: { state: 'ahead' | 'running' | 'passed' | 'stopped'; clusters: number; ended: number; done: number };
  brake: { ended: number; bad: number; from: number; most: number; stopped: boolean } | null;
}
