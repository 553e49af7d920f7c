import { counted } from '../../contacts/words/counted.ts';
import type { ChangedKeys } from '../../store/base/changed-keys.ts';

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
