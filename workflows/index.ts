export { watchConsent } from './consent/watch-consent.ts';
export { mergeCluster } from './merge/merge-cluster.ts';
export { resolvePair } from './merge/resolve-pair.ts';
export { scheduledNight } from './nights/scheduled-night.ts';
export { dedupeRun } from './run/dedupe-run.ts';
export { scanBase } from './scan/scan-base.ts';
export { undoRun } from './undo/undo-run.ts';
