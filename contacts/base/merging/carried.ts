import type { FilledField } from '../../plan.ts';
import type { BaseContact } from '../base-contact.ts';

/** What the plan gives the primary from this duplicate. */
export function carriedFrom(fill: readonly FilledField[] | undefined, duplicate: string): FilledField[] {
  return (fill ?? []).filter(({ from }) => from === duplicate);
}

/** What of it the contact does not have. `identities`: of its channels, in their order; `identityOf` a value's. */
export function notYetGiven(
  fields: readonly FilledField[],
  { contact, identities }: { contact: BaseContact; identities: readonly string[] },
  identityOf: (field: FilledField) => string,
): FilledField[] {
  return fields.filter((filled) => {
    const { field, value } = filled;
    switch (field) {
      case 'name':
        return contact.name !== value;
      case 'phone':
      case 'email':
        return !identities.includes(identityOf(filled));
      case 'tag':
        return !contact.tags.includes(value);
      case 'location':
        return !contact.locations.includes(value);
      default:
        return contact.fields[field] !== value;
    }
  });
}
