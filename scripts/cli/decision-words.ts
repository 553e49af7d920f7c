import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import type { PairApart } from '../../contacts/plan.ts';
import { counted } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { LastingDecision } from '../../store/decisions/lasting.ts';
import type { Refusal, RefusalGroup } from '../../store/decisions/refusals.ts';

/** A line for each. */
export function decisionLines(decisions: readonly LastingDecision[]): string[] {
  return decisions.length === 0 ? ['No decision stands that lasts'] : decisions.map(decisionText);
}

/** `12  devrev ACME  C-1 and C-2 are not one person: Ann, 2026-11-29, in run 0123456789ab-1` */
export function decisionText(decision: LastingDecision): string {
  const { id, crm, org, members, by, because, createdAt, runId, forgottenAt, forgottenBy } = decision;
  const parts = [
    by,
    dayOf(createdAt.toISOString()),
    ...(runId === null ? [] : [`in run ${runId}`]),
    ...(because === null ? [] : [`"${because}"`]),
    ...(forgottenAt === null ? [] : [`forgotten by ${forgottenBy} on ${dayOf(forgottenAt.toISOString())}`]),
  ];
  return `${id}  ${crm} ${org}  ${listed(members)} are not one person: ${parts.join(', ')}`;
}

/** As `match --decisions` reads them. What a record was when it was decided no store knows: its hash is filled in there. */
export function decisionsCsv(pairs: readonly PairApart[]): string {
  const rows = pairs.map(({ a, b }) => [a, b, 'never', '', ''].map(safeCell));
  return stringify([['a', 'b', 'word', 'hash_a', 'hash_b'], ...rows]);
}

/** `C-1 and C-2 are not one person, says Ann on 2026-11-29 (decision 12)` */
export function refusalText({ decision, contacts, by, at }: Refusal): string {
  const who = `${listed(contacts)} are not one person`;
  if (decision === 0) return `${who}, says the never-merge file`;
  return `${who}, says ${by ?? 'a person'}${at === null ? '' : ` on ${dayOf(at)}`} (decision ${decision})`;
}

/** `2 clusters wait: refused by Ann on 2026-11-29` */
export function refusalGroupText({ by, on, clusters }: RefusalGroup): string {
  const wait = counted(clusters, 'cluster waits', 'clusters wait');
  return by === null ? `${wait}: the never-merge file keeps two of them apart` : `${wait}: refused by ${by} on ${on}`;
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}
