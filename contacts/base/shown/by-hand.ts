import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../csv/safe-cell.ts';
import type { ConsentChange } from '../../plan.ts';
import { leftBehind } from '../fill-gaps.ts';
import type { PlannedBaseCluster } from '../plan-base-cluster.ts';
import type { KnownOfBase } from './known-of-base.ts';
import { clusterPhone } from './review-line.ts';
import { withNames } from './with-names.ts';

export const BY_HAND_COLUMNS = [
  'phone',
  'cluster',
  'confidence',
  'decision',
  'why',
  'step',
  'do',
  'contact',
  'what',
  'value',
  'done',
] as const;

export function byHandHeader(): string {
  return stringify([[...BY_HAND_COLUMNS]]);
}

interface Step {
  do: 'keep' | 'opt out first' | 'carry over' | 'merge into the kept one' | 'only in the backup' | 'then look at';
  contact: string;
  what: string;
  value: string;
}

/**
 * A cluster as a list that a person works through in the CRM, one step per row, in the order that loses nothing: whom to keep, what
 * must be refused before anything else, what to carry over, whom to merge. Places are named as the CRM shows them. No cell is a formula to a spreadsheet.
 */
export function byHandRows({ cluster: planned, ranked }: PlannedBaseCluster, known: KnownOfBase): string {
  const cluster = withNames(planned, known);
  const { id, score, decision, reason } = cluster;
  const head = [clusterPhone(ranked), id, String(score ?? ''), decision, reason];
  const rows = stepsOf({ cluster, ranked }).map((step, at) => [
    ...head,
    String(at + 1),
    step.do,
    step.contact,
    step.what,
    step.value,
    '',
  ]);
  return stringify(rows.map((row) => row.map(safeCell)));
}

function stepsOf({ cluster, ranked }: Pick<PlannedBaseCluster, 'cluster' | 'ranked'>): Step[] {
  const { primary, fill = [], consent = [], later = [] } = cluster;
  const nameOf = (uid: string): string => ranked.find(({ contact }) => contact.uid === uid)?.contact.name ?? '';
  const left = leftBehind(ranked, fill);
  return [
    { do: 'keep', contact: primary, what: 'name', value: nameOf(primary) },
    ...consent.filter(mustBeRefused).map(
      ({ channel, identifier = '', location }): Step => ({
        do: 'opt out first',
        contact: primary,
        what: location === undefined ? channel : `${channel} in ${location}`,
        value: identifier,
      }),
    ),
    ...fill.map(({ field, value, from }): Step => ({ do: 'carry over', contact: from, what: field, value })),
    ...ranked.slice(1).map(
      ({ contact }): Step => ({
        do: 'merge into the kept one',
        contact: contact.uid,
        what: 'name',
        value: contact.name,
      }),
    ),
    ...left.map(
      ({ from, kind, identifier }): Step => ({
        do: 'only in the backup',
        contact: from,
        what: kind,
        value: identifier,
      }),
    ),
    ...later.map((uid): Step => ({ do: 'then look at', contact: uid, what: 'shares a number', value: '' })),
  ];
}

/** What the primary allows now, or nobody knows of, and may not afterwards. */
function mustBeRefused({ before, after }: ConsentChange): boolean {
  return after === 'out' && before !== 'out';
}
