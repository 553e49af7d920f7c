import type { PairKey } from '../../types.ts';
import { pairName } from '../pair-name.ts';

/** The workflow that watches a pair's refusals; workflows make the same one (`workflows/consent/start-watching.ts`). */
export function watchId(key: Pick<PairKey, 'crm' | 'org' | 'clusterId' | 'primaryId' | 'duplicateId'>): string {
  return `consent-${key.crm}-${key.org}-${pairName(key)}`;
}
