import type { UndoPairKey } from '../../store/undo/types.ts';

/** A pair of an undo as its workflow hands it to a step: ids only, and the token of the attempt. */
export interface UndoRef {
  undo: string;
  crm: string;
  org: string;
  cluster: string;
  primary: string;
  duplicate: string;
  token: string;
  /** Grows with every step of the workflow under one token. */
  step: number;
}

export function undoKey({ undo, cluster, primary, duplicate }: Omit<UndoRef, 'token' | 'step'>): UndoPairKey {
  return { undoId: undo, clusterId: cluster, primaryId: primary, duplicateId: duplicate };
}
