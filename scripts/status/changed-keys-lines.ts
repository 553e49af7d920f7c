import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusLine } from './lay-out.ts';

/** Who is found to be whom may be another question now: whoever decides is told. */
export function changedKeysLines({
  changedKeys,
  state,
  crm,
}: Pick<RunStatus, 'changedKeys' | 'state' | 'crm'>): StatusLine[] {
  if (changedKeys === 0 || state !== 'open') return [];
  const who = counted(changedKeys, 'contact');
  return [
    {
      text: `Numbers of ${who} are read otherwise than before, by another library or region. See whose: npm run preview -- --crm ${crm}`,
      tone: 'waiting',
    },
  ];
}
