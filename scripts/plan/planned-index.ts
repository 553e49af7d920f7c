import type { ScanOfPlan } from '../../contacts/base/scan-of-plan.ts';
import { changedKeysOf } from '../../store/base/index-source.ts';
import { type BaseOwner, lastComplete } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';
import type { RunOptions } from '../../store/types.ts';
import { toldChanges } from './changed-text.ts';
import { hoursSince, indexText } from './index-facts.ts';

/** What is known of the contacts that a plan of a base was made of: to be shown before anything starts, and kept with the run. */
export interface PlannedIndex {
  lines: string[];
  options: Pick<RunOptions, 'scan' | 'changedKeys'>;
  /** Whether numbers are read otherwise than when they were stored, and nobody has seen it. */
  changed: boolean;
}

export async function plannedIndex(
  db: Db,
  { scan, ...owner }: BaseOwner & { scan: ScanOfPlan | null },
): Promise<PlannedIndex> {
  const own = scan?.org === owner.org ? scan : null;
  const changed = await changedKeysOf(db, owner);
  return {
    lines: [...(await scanLines(db, { ...owner, own })), ...toldChanges(changed, owner.crm)],
    options: {
      scan: own === null ? 'unknown' : { id: own.id, endedAt: own.endedAt },
      ...(changed && { changedKeys: changed.contacts }),
    },
    changed: changed !== null,
  };
}

async function scanLines(db: Db, { own, ...owner }: BaseOwner & { own: ScanOfPlan | null }): Promise<string[]> {
  const last = await lastComplete(db, owner);
  if (own === null)
    return [
      'Of which scan the plan is nobody knows, and the run says so: it was made of a file, or its .scan.json is not beside it',
    ];
  const text = indexText({ ...own, hours: hoursSince(own.endedAt) });
  const isOld = last !== null && last.id > own.id;
  return [text, ...(isOld ? [`A later scan, ${last.id}, is complete since: preview it to plan what it has read`] : [])];
}
