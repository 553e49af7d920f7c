import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { CrmContact } from '../crm.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** SHA-256 of everything that Podium shows of it, moments as moments: `Z` and `+00:00` are one. */
export function contactDigest({ raw }: Pick<CrmContact, 'raw'>): string {
  const shown: unknown = JSON.parse(Buffer.from(raw).toString('utf8'), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : value,
  );
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
