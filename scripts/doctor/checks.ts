import type { Check } from './context.ts';

/** Every check by its name, in the order in which they are shown; loaded only when it is asked for. */
export const CHECKS: Readonly<Record<string, () => Promise<Check>>> = {
  node: async () => (await import('./node.ts')).node,
  temporal: async () => (await import('./temporal.ts')).temporal,
  postgres: async () => (await import('./postgres.ts')).postgres,
  worker: async () => (await import('./worker.ts')).worker,
  runs: async () => (await import('./runs.ts')).runs,
  nights: async () => (await import('./nights.ts')).nights,
  notify: async () => (await import('./notify.ts')).notify,
  token: async () => (await import('./token.ts')).token,
  scopes: async () => (await import('./scopes.ts')).scopes,
  merging: async () => (await import('../prove-merge/merging-check.ts')).merging,
  rate: async () => (await import('./rate.ts')).rate,
  disk: async () => (await import('./disk.ts')).disk,
  folders: async () => (await import('./folders.ts')).folders,
  consent: async () => (await import('./consent.ts')).consent,
  clock: async () => (await import('./clock.ts')).clock,
};
