import type { ClusterRef } from './backup/back-up-contact.ts';
import type { AdoptRequest } from './merge/adopt-pair.ts';
import type { SettleRequest } from './merge/settle-pair.ts';
import type { PairRef } from './pair-ref.ts';
import type { UndoRef } from './undo/undo-ref.ts';

/** What the log says a step works on: ids only. */
export interface LogIds {
  /** Whose log it is written to. */
  run: string;
  cluster?: string;
  duplicate?: string;
  contact?: string;
  /** Of a scan, which is no run's. */
  org?: string;
}

/** Resolving a pair begins outside of any run: its log is kept under this name. */
const RESOLVE = 'resolve';

/** Scans are no run's. */
const SCAN = 'scan';

/** How each step's request names its run. A step without an entry, or with a request of another shape, does not compile. */
export const LOG_IDS = {
  adoptPair: ofKey,
  backUpContact: ({ cluster, contact }: { cluster: ClusterRef; contact: string }) => ({
    ...ofCluster(cluster),
    contact,
  }),
  cancelBaseScan: () => ({ run: SCAN }),
  changeExternalRef: withCluster,
  checkFresh: withPair,
  closeCluster: ofCluster,
  closeRun: ofRun,
  compareMembers: withCluster,
  completeBaseScan: ofScan,
  endPair: withPair,
  hearStop: ofRun,
  holdExternalRef: withCluster,
  leavePair: withPair,
  lookConsent: ofKey,
  nextClusters: ofRun,
  openBaseScan: ofScan,
  openCluster: ofCluster,
  openRun: ofRun,
  planNight: ofNight,
  readBasePages: ofScan,
  recordDecision: ofRun,
  reconcileMerge: withPair,
  replaceAttempt: withPair,
  sendMerge: withPair,
  setStop: ofRun,
  settleConsent: ofKey,
  settlePair: ofKey,
  takeConsent: ofKey,
  takeNight: ofNight,
  takeOrder: () => ({ run: RESOLVE }),
  takeRun: ofRun,
  takeScan: () => ({ run: SCAN }),
  tightenConsent: withPair,
  verifyBackups: ofPair,
  closeUndo: ofUndo,
  createUndone: withUndone,
  endUndoPair: withUndone,
  findUndone: withUndone,
  hearUndoStop: ofUndo,
  lookUndo: withUndone,
  nextUndoPair: ofUndo,
  replaceUndoAttempt: withUndone,
  setUndoStop: ofUndo,
  takeUndo: ofUndo,
  writeUndo: withUndone,
};

type Cluster = Pick<ClusterRef, 'runId' | 'clusterId'>;
type Pair = Pick<PairRef, 'cluster' | 'duplicate'>;

function ofKey({ key }: Pick<AdoptRequest | SettleRequest, 'key'>): LogIds {
  return { run: RESOLVE, cluster: key.clusterId, duplicate: key.duplicateId };
}

/** An undo has a log of its own. */
function ofUndo({ undo }: { undo: string }): LogIds {
  return { run: undo };
}

function withUndone({ pair }: { pair: Pick<UndoRef, 'undo' | 'cluster' | 'duplicate'> }): LogIds {
  return { run: pair.undo, cluster: pair.cluster, duplicate: pair.duplicate };
}

function ofNight({ schedule }: { schedule: string }): LogIds {
  return { run: `night-${schedule}` };
}

function ofScan({ org }: { org: string }): LogIds {
  return { run: SCAN, org };
}

function ofRun({ runId }: { runId: string }): LogIds {
  return { run: runId };
}

function ofCluster({ runId, clusterId }: Cluster): LogIds {
  return { run: runId, cluster: clusterId };
}

function withCluster({ cluster }: { cluster: Cluster }): LogIds {
  return ofCluster(cluster);
}

function ofPair({ cluster, duplicate }: Pair): LogIds {
  return { ...ofCluster(cluster), duplicate };
}

function withPair({ pair }: { pair: Pair }): LogIds {
  return ofPair(pair);
}
