export { mergeCluster } from './merge/merge-cluster.ts';
export { resolvePair } from './merge/resolve-pair.ts';
export { dedupeRun } from './run/dedupe-run.ts';
export { scanBase } from './scan/scan-base.ts';
export { undoRun } from './undo/undo-run.ts';
