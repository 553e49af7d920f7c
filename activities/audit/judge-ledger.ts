import { SAID_MERGED } from '../../store/pair-states.ts';
import type { AuditedPair } from '../../store/reports/audit-facts.ts';
import type { Difference } from './audit-types.ts';

/** Whether the tables of the ledger say the same of a pair that it calls merged, or taken back. */
export function judgeLedger({ state, primary, duplicate, consumed, redirect }: AuditedPair): Difference[] {
  if (!SAID_MERGED.includes(state)) return [];
  const found: Difference[] = [];
  if (consumed === null) found.push({ code: 'not-consumed', values: { duplicate } });
  else if (consumed.primary !== primary)
    found.push({ code: 'consumed-elsewhere', values: { duplicate, to: consumed.primary, primary } });
  if (redirect === null) found.push({ code: 'no-redirect', values: { duplicate } });
  else if (state !== 'settled-merged' && consumed !== null) {
    const to = redirect.former ?? redirect.to;
    if (to !== primary) found.push({ code: 'redirect-elsewhere', values: { duplicate, to, primary } });
  }
  if (state === 'undone' && (consumed?.undo ?? null) === null)
    found.push({ code: 'undone-without-undo', values: { duplicate } });
  return found;
}
