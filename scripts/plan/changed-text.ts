import { counted } from '../../contacts/words/counted.ts';
import type { ChangedKeys } from '../../store/base/changed-keys.ts';
import { changedKeysOf } from '../../store/base/index-source.ts';
import type { Db } from '../../store/database.ts';
import type { Run } from '../../store/runs/runs.ts';

/** Numbers that are read otherwise than they were: who is found to be whom may be another question now. */
export function changedText(changed: ChangedKeys | null): string[] {
  if (changed === null || changed.contacts === 0) return [];
  const hidden = changed.contacts - changed.first.length;
  return [
    `Other numbers than when they were stored, by another library or region: ${counted(changed.contacts, 'contact')}`,
    ...changed.first.map(
      ({ uid, before, now }) => `  ${uid}: ${before.join(' ') || 'none'} → ${now.join(' ') || 'none'}`,
    ),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ];
}

/** The same for who is told beside the answer, where numbers are masked: with the command that shows them. */
export function toldChanges(changed: ChangedKeys | null, crm: string): string[] {
  const lines = changedText(changed);
  return lines.length === 0 ? [] : [...lines, `With the numbers: npm run preview -- --crm ${crm}`];
}

/** Of a run that was made while nobody had seen them, for whoever approves in it; nothing once somebody has. */
export async function changedLines(
  db: Db,
  { crm, org, options }: Pick<Run, 'crm' | 'org' | 'options'>,
): Promise<string[]> {
  return (options.changedKeys ?? 0) === 0 ? [] : toldChanges(await changedKeysOf(db, { crm, org }), crm);
}
