import type { ContactRecord } from '../objects/records.ts';
import { putContact, type Store } from '../objects/store.ts';
import type { Settings } from '../settings.ts';

export interface Consumption {
  store: Store;
  primary: ContactRecord;
  duplicate: ContactRecord;
  settings: Settings;
}

/** Takes the duplicate away and changes the primary as a merge does: partly in ways that no document mentions. */
export function consumeContact({ store, primary, duplicate, settings }: Consumption): void {
  const modifiedAt = new Date().toISOString();
  const mergedFrom = [...primary.mergedFrom, duplicate.id].sort();
  const customFields = mergedFields({ primary, duplicate, rule: settings.mergeCustomFields });
  const { externalRef } = settings.mergeExternalRef === 'take' ? duplicate : primary;
  const own = settings.mergeOwnThings === 'unite' ? unitedThings(primary, duplicate) : {};
  putContact({ store, contact: { ...primary, ...own, customFields, externalRef, mergedFrom, modifiedAt } });
  putContact({ store, contact: { ...duplicate, consumedBy: primary.id, modifiedAt } });
}

type OwnThings = Pick<ContactRecord, 'messages' | 'artifacts' | 'associations'>;

function unitedThings(primary: OwnThings, duplicate: OwnThings): OwnThings {
  return {
    messages: [...(primary.messages ?? []), ...(duplicate.messages ?? [])],
    artifacts: [...(primary.artifacts ?? []), ...(duplicate.artifacts ?? [])],
    associations: [...new Set([...(primary.associations ?? []), ...(duplicate.associations ?? [])])],
  };
}

function mergedFields(options: {
  primary: ContactRecord;
  duplicate: ContactRecord;
  rule: Settings['mergeCustomFields'];
}): Record<string, unknown> {
  const { primary, duplicate, rule } = options;
  if (rule === 'keep') return primary.customFields;
  return rule === 'fill'
    ? { ...duplicate.customFields, ...primary.customFields }
    : { ...primary.customFields, ...duplicate.customFields };
}
