import { type ConsentMapping, type CustomFields, type OptOuts, strictest } from '../../contacts/rules/consent.ts';
import type { CrmContact } from '../../crm/crm.ts';
import { clusterConsent } from '../../store/ledger/consent/consent-steps.ts';
import { clusterFacts } from '../../store/runs/plans.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';

/** A pair's two contacts, and what the strictest of their whole cluster says. */
export interface Members {
  contacts: { primary: CrmContact; duplicate: CrmContact };
  strict: OptOuts;
}

/**
 * Reads the consent of every member of the pair's cluster as the CRM has it now. Of members that are gone: one merged with
 * its consent checked is carried by the primary; one that was only sent left its word in the ledger; of any other nothing is
 * known, and unknown means opted out.
 */
export async function readMembers(
  deps: Deps,
  request: { pair: PairRef; mapping: ConsentMapping[]; signal: AbortSignal },
): Promise<Members | { gone: string }> {
  const { pair, mapping, signal } = request;
  const { crm } = await deps.crmFor(pair.cluster);
  const read = (id: string) => retryRead(() => crm.readContact(id, { signal }));
  const [primary, duplicate] = [await read(pair.primary), await read(pair.duplicate)];
  if (primary.kind === 'gone') return { gone: pair.primary };
  if (duplicate.kind === 'gone') return { gone: pair.duplicate };

  const members: CustomFields[] = [primary.contact.customFields, duplicate.contact.customFields];
  let left: OptOuts = {};
  const ledger = await clusterConsent(deps.db, pairKey(pair));
  const { duplicates } = await clusterFacts(deps.db, pair.cluster);
  for (const id of duplicates.filter((one) => one !== pair.duplicate)) {
    const known = ledger.get(id);
    if (known?.state === 'done' && known.consent?.checked) continue;
    const other = await read(id);
    if (other.kind === 'alive') members.push(other.contact.customFields);
    else if (known?.consent?.checked) left = { ...left, ...known.consent.strict };
    else members.push({});
  }
  const contacts = { primary: primary.contact, duplicate: duplicate.contact };
  return { contacts, strict: { ...left, ...strictest({ mapping, members }) } };
}
