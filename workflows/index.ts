export { dedupeRun } from './dedupe-run.ts';
export { mergeCluster } from './merge-cluster.ts';
export { resolvePair } from './resolve-pair.ts';
