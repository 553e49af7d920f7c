import { texts } from '../input.ts';
import { PAGE_FIELDS, pageOf } from '../page.ts';
import { type ContactRecord, isAlive } from '../records.ts';
import { type Call, type Route, read } from '../route.ts';
import { showContact } from '../show-contact.ts';
import { readScopes } from '../tokens.ts';

export const revUsersList: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { email: 'strings', external_ref: 'strings', ...PAGE_FIELDS },
  required: [],
  handle(call) {
    const { view, core } = call;
    const show = (contact: ContactRecord): Record<string, unknown> => {
      const shown = showContact({ view, contact, settings: core.settings });
      return isAlive(contact)
        ? shown
        : { ...shown, state: core.settings.consumed === 'pointer' ? 'deactivated' : 'deleted' };
    };
    return read(pageOf({ call, items: filtered(call), name: 'rev_users', show }));
  },
};

function filtered({ view, input, core }: Call): ContactRecord[] {
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
