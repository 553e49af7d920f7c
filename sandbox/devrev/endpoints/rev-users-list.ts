import { texts } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import type { FieldType } from '../objects/fields.ts';
import { type ContactRecord, isAlive } from '../objects/records.ts';
import { showContact } from '../objects/show-contact.ts';

export const CONTACT_FILTERS: Record<string, FieldType> = { email: 'strings', external_ref: 'strings' };

export const revUsersList: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { ...CONTACT_FILTERS, ...PAGE_FIELDS },
  required: [],
  handle(call) {
    const show = (contact: ContactRecord): Record<string, unknown> => showListed({ ...call, contact });
    return read(pageOf({ call, items: listedContacts(call), name: 'rev_users', show }));
  },
};

export function showListed({
  view,
  contact,
  core,
  beta,
}: Pick<Call, 'view' | 'core' | 'beta'> & { contact: ContactRecord }): Record<string, unknown> {
  const shown = showContact({ view, contact, settings: core.settings, beta });
  if (isAlive(contact)) return shown;
  return { ...shown, state: core.settings.consumed === 'pointer' ? 'deactivated' : 'deleted' };
}

export function listedContacts({ view, input, core }: Call): ContactRecord[] {
  const { listConsumed, emailFilter } = core.settings;
  const fold = (email: string): string => (emailFilter === 'exact' ? email : email.trim().toLowerCase());
  const emails = texts({ input, name: 'email' })?.map(fold);
  const refs = texts({ input, name: 'external_ref' });
  return [...view.contacts()].filter(
    (contact) =>
      (listConsumed || isAlive(contact)) &&
      (emails === undefined || emails.includes(fold(contact.email))) &&
      (refs === undefined || refs.includes(contact.externalRef)),
  );
}
