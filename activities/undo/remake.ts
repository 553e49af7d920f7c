import { type Consent, consentOf, unionConsent } from '../../contacts/base/consent-union.ts';
import { neededOptOuts, optOutName } from '../../contacts/base/merging/needed-opt-outs.ts';
import { consentOfPlain, type PlainConsent, plainConsent } from '../../contacts/base/merging/plain-consent.ts';
import { remadeBy } from '../../contacts/base/merging/remade-by.ts';
import { emailKey } from '../../contacts/keys/email-key.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { Carrying, Crm, CrmContact } from '../../crm/crm.ts';
import { clusterConsent } from '../../store/ledger/consent/consent-steps.ts';
import { readProof } from '../../store/proofs/merge-proofs.ts';
import type { Reason } from '../../store/reasons.ts';
import type { MergedPair } from '../../store/undo/merged-pair.ts';
import type { UndoPairKey } from '../../store/undo/types.ts';
import { type LiveMember, liveMember, plannedCluster } from '../carrying/live-cluster.ts';
import type { Deps } from '../deps.ts';

export interface Remaking {
  crm: Crm;
  org: string;
  key: UndoPairKey;
  merged: Pick<MergedPair, 'runId' | 'consent'>;
  /** The duplicate's, as it was backed up. */
  body: Uint8Array;
  /** Who has what came from it, as it is now. */
  held: CrmContact;
  /** The old id, where it is a living contact again. */
  alive: CrmContact | null;
}

/** `by`: the e-mail that it is made by; absent where it is alive. Both absent: a marker tells it from others, and consent stands in fields. */
export interface Remade {
  by?: string;
  /** What all members together allow. */
  union?: PlainConsent;
}

/**
 * By what a merged contact is made anew where a CRM knows it by an e-mail of its own, and what all members together allow. It could only be made to
 * refuse after it is there, if at all: so where anybody asks for more than a new contact refuses anyhow, the reason why it is not made.
 */
export async function remake(deps: Pick<Deps, 'db'>, remaking: Remaking): Promise<Remade | { why: Reason }> {
  const { crm, org, key, merged, body, held, alive } = remaking;
  const { carrying, restoring } = crm;
  if (restoring?.knownBy !== 'address') return {};
  const cannot = (because: string): { why: Reason } => ({
    why: { code: 'undo-cannot', values: { contact: key.duplicateId, because } },
  });
  if (carrying === undefined || merged.consent?.union === undefined) return cannot('consent-unknown');
  const plan = await planOf(deps, { crm, org, key, runId: merged.runId });
  const member = liveMember(carrying, { shown: { raw: body } as CrmContact, plan });
  const holder = liveMember(carrying, { shown: held, plan });
  const all = [consentOf(member), consentOf(holder), ...(await mergedConsents(deps, remaking))].reduce(unionConsent);
  const union = plainConsent(all);
  if (alive !== null) {
    const more = allowedBeyond(liveMember(carrying, { shown: alive, plan }), all);
    return more === null ? { union } : { why: more };
  }
  const proof = await readProof(deps.db, { crm: crm.name, org });
  if (proof?.version !== crm.version || proof?.answers.newChannelsOptedIn !== false) return cannot('not-shown');
  const others = new Set([...emailsOfOthers(plan, key.duplicateId), ...emailsOf(holder)]);
  const found = remadeBy({ member, others, fill: plan.fill ?? [], all });
  const [by] = 'code' in found ? [] : found.emails;
  return by === undefined ? cannot('code' in found ? found.code : 'no-own-email') : { by, union };
}

/** Why a contact allows more than all of them together; null where it does not. */
export function allowedBeyond(member: LiveMember, union: Consent): Reason | null {
  const fields = [...new Set(neededOptOuts(member, union).map(optOutName))].sort();
  return fields.length === 0 ? null : { code: 'undo-allows-more', values: { contact: member.contact.uid, fields } };
}

/** The same of a contact as it is shown now. Throws CrmError `bad-answer` for one that nothing can be said of. */
export async function allowsMore(
  deps: Pick<Deps, 'db'>,
  { carrying, shown, union, ...of }: PlanOf & { carrying: Carrying; shown: CrmContact; union: PlainConsent },
): Promise<Reason | null> {
  return allowedBeyond(liveMember(carrying, { shown, plan: await planOf(deps, of) }), consentOfPlain(union));
}

interface PlanOf {
  crm: Pick<Crm, 'name'>;
  org: string;
  key: UndoPairKey;
  runId: string;
}

function planOf(deps: Pick<Deps, 'db'>, { crm, org, key, runId }: PlanOf): Promise<PlanCluster> {
  const cluster = { runId, mode: 'real', crm: crm.name, org, clusterId: key.clusterId, part: 0 } as const;
  return plannedCluster(deps, { cluster });
}

/** What the ledger keeps of everybody who was merged in this cluster. */
async function mergedConsents({ db }: Pick<Deps, 'db'>, { crm, org, key }: Remaking): Promise<Consent[]> {
  const { clusterId, primaryId, duplicateId } = key;
  const kept = await clusterConsent(db, { mode: 'real', crm: crm.name, org, clusterId, primaryId, duplicateId });
  return [...kept.values()].flatMap(({ consent }) =>
    consent?.union === undefined ? [] : [consentOfPlain(consent.union)],
  );
}

function emailsOfOthers({ email, members }: PlanCluster, duplicate: string): string[] {
  return members
    .filter(({ id }) => id !== duplicate)
    .flatMap(({ keys }) => (keys === undefined ? [email] : (keys.emails ?? []).map(({ compared }) => compared)));
}

function emailsOf({ contact }: LiveMember): string[] {
  return contact.channels.flatMap(({ kind, identifier }) => (kind === 'email' ? [emailKey(identifier)] : []));
}
