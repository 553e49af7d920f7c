import { CrmError } from '../../errors.ts';
import { contactDisplayId } from '../ids.ts';
import type { DevrevPath } from '../paths.ts';

/** Asks for what names one contact. Throws CrmError `invalid`: a filter that DevRev does not understand could list everybody's. */
export function contactFilter(options: { path: DevrevPath; field: string; contact: string }): Record<string, string[]> {
  const { path, field, contact } = options;
  if (contactDisplayId(contact) === null)
    throw new CrmError({ kind: 'invalid', message: `POST ${path}: id is not a contact's` });
  return { [field]: [contact] };
}
