import type { PairKey } from './types.ts';

/** Another attempt has taken this pair over: whoever gets this must stop at once and write nothing. */
export class StaleAttemptError extends Error {
  override readonly name = 'StaleAttemptError';

  constructor(key: Pick<PairKey, 'clusterId' | 'duplicateId'>, wanted: string) {
    super(`Attempt was replaced: pair ${key.clusterId}.${key.duplicateId} is not this attempt's (wanted to ${wanted})`);
  }
}
