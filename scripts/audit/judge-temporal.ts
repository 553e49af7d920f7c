import type { Difference, NotAvailable } from '../../activities/audit/audit-types.ts';
import type { TemporalWord } from '../../control/audit/temporal-says.ts';
import { MERGE_MADE } from '../../store/pair-states.ts';
import type { AuditedPair } from '../../store/reports/audit-facts.ts';

/** Compares what the ledger and Temporal's histories say of a pair that is the run's own. */
export function judgeTemporal(
  pair: AuditedPair,
  says: TemporalWord,
): { differences: Difference[]; notAvailable: NotAvailable[] } {
  const { state, duplicate, proof, backups } = pair;
  if (proof === 'earlier' || state === 'settled-merged') return { differences: [], notAvailable: [] };
  const found: Difference[] = [];
  const isMerged = MERGE_MADE.includes(state);
  if (says.merged && !isMerged) found.push({ code: 'temporal-merged', values: { duplicate, state } });
  if (isMerged && !says.merged && says.mergeIsWhole)
    found.push({ code: 'temporal-not-merged', values: { duplicate, state } });
  if (says.undone && state !== 'undone') found.push({ code: 'temporal-undone', values: { duplicate, state } });
  if (state === 'undone' && !says.undone && says.undoIsWhole)
    found.push({ code: 'temporal-not-undone', values: { duplicate, state } });
  if (isMerged && says.merged)
    for (const [contact, digest] of Object.entries(says.backups))
      if (!backups.some((one) => one.contactId === contact && one.digest === digest))
        found.push({ code: 'temporal-backup', values: { contact } });
  const isKnown = (says.merged || says.mergeIsWhole) && (state !== 'undone' || says.undone || says.undoIsWhole);
  return { differences: found, notAvailable: isKnown ? [] : ['history'] };
}
