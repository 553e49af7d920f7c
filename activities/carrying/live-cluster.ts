import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { type Consent, consentOf, unionConsent } from '../../contacts/base/consent-union.ts';
import { consentOfPlain } from '../../contacts/base/merging/plain-consent.ts';
import { identitiesOf } from '../../contacts/base/merging/planned-member.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { Carrying, Crm, CrmContact } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { clusterConsent } from '../../store/ledger/consent/consent-steps.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { readPlanCluster } from '../../store/runs/records.ts';
import { getRun } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';

/** A member of a cluster as the CRM shows it now. */
export interface LiveMember {
  shown: CrmContact;
  contact: BaseContact;
  /** Of its channels, in their order. */
  identities: string[];
}

export interface LiveCluster {
  plan: PlanCluster;
  primary: LiveMember;
  duplicate: LiveMember;
  /** Those that are to be merged after this pair. */
  others: LiveMember[];
  /** What all members allow together, with those that were merged before. */
  union: Consent;
}

/** The cluster as its run's plan has it. */
export async function plannedCluster(
  deps: Pick<Deps, 'db'>,
  { cluster }: Pick<PairRef, 'cluster'>,
): Promise<PlanCluster> {
  const { runId, clusterId } = cluster;
  const run = await getRun(deps.db, runId);
  const plan = run === null ? null : await readPlanCluster(deps.db, { planDigest: run.planDigest, clusterId });
  if (plan === null) throw new NotInStore(`Cluster ${clusterId} of run ${runId}`);
  return plan;
}

/**
 * Reads every member, whoever has been merged or not. What one that is gone by our own merge allowed stands in the ledger; of any other
 * that is gone nobody knows what it refused: `gone` is its id. Throws CrmError.
 */
export async function readCluster(
  deps: Deps,
  { crm, carrying, pair, signal }: { crm: Crm; carrying: Carrying; pair: PairRef; signal: AbortSignal },
): Promise<LiveCluster | { gone: string }> {
  const plan = await plannedCluster(deps, pair);
  const ledger = await clusterConsent(deps.db, pairKey(pair));
  const read = async (id: string): Promise<LiveMember | null> => {
    const reading = await retryRead(() => crm.readContact(id, { signal }));
    return reading.kind === 'gone' ? null : liveMember(carrying, { shown: reading.contact, plan });
  };
  const primary = await read(pair.primary);
  if (primary === null) return { gone: pair.primary };
  const duplicate = await read(pair.duplicate);
  if (duplicate === null) return { gone: pair.duplicate };
  const others: LiveMember[] = [];
  let union = unionConsent(consentOf(primary), consentOf(duplicate));
  for (const id of plan.duplicates.filter((one) => one !== pair.duplicate)) {
    const { state, consent } = ledger.get(id) ?? {};
    if (consent?.union !== undefined) union = unionConsent(union, consentOfPlain(consent.union));
    if (state === 'done' && consent?.checked) continue;
    const other = await read(id);
    if (other === null && consent?.union === undefined) return { gone: id };
    if (other === null) continue;
    others.push(other);
    union = unionConsent(union, consentOf(other));
  }
  return { plan, primary, duplicate, others, union };
}

/** Throws CrmError `bad-answer` for one that nothing can be said of. */
export function liveMember(
  { contactOf }: Pick<Carrying, 'contactOf'>,
  { shown, plan }: { shown: CrmContact; plan: PlanCluster },
): LiveMember {
  const contact = contactOf(shown.raw);
  if (contact === null)
    throw new CrmError({ kind: 'bad-answer', message: 'A contact does not say when it was changed' });
  return { shown, contact, identities: identitiesOf(contact, plan.members) };
}
