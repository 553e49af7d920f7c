import { looser, type OptOuts, optOutWords, strictest } from '../../contacts/rules/consent.ts';
import { retryRead } from '../retry-reads.ts';
import { frozenOf, type Stopped, type UndoWork } from './undo-work.ts';
import { writeFields } from './write-fields.ts';

/**
 * Writes the strictest consent to the contact that is back, and reads it back: before it has any address, and again before it gets one. Who has opted
 * out since on the contact that holds its things counts too. Null where the contact is gone.
 */
export async function optOutBack(
  work: UndoWork,
  contact: string,
): Promise<{ strict: OptOuts; written: string[] } | Stopped | null> {
  const { crm, signal } = work;
  const { consent, holder: holds } = frozenOf(work);
  const { mapping, members, prefix } = consent;
  if (mapping.length === 0) return { strict: {}, written: [] };
  const holder = await retryRead(() => crm.readContact(holds, { signal }));
  const living = holder.kind === 'alive' ? [holder.contact.customFields] : [];
  const strict = strictest({ mapping, members: [...members, ...living] });
  const back = await retryRead(() => crm.readContact(contact, { signal }));
  if (back.kind === 'gone') return null;
  const missing = looser({ strict, words: optOutWords(mapping), fields: back.contact.customFields });
  const fields = Object.fromEntries(Object.entries(missing).map(([field, value]) => [prefix + field, value]));
  const wrote = await writeFields(work, { name: 'opt-out', contact, fields, expected: null });
  return wrote === null || 'stopped' in wrote ? wrote : { strict, written: wrote.written };
}
