import { consentOf } from '../../contacts/base/consent-union.ts';
import { optOutName } from '../../contacts/base/merging/needed-opt-outs.ts';
import { type PlainConsent, plainConsent } from '../../contacts/base/merging/plain-consent.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { Crm, CrmContact } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import { finishConsent } from '../../store/ledger/consent/consent-steps.ts';
import { getReading, type Reading } from '../../store/ledger/readings.ts';
import { readProof } from '../../store/proofs/merge-proofs.ts';
import type { Reason } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import { isLastTry } from '../ends/faults.ts';
import { isAway } from '../ends/kind-of-failure.ts';
import { crmFailure } from '../failures.ts';
import { contactReading } from '../reading/read-contact-state.ts';
import { type CarriedOver, type CarryingOver, type LiveMembers, restOf } from './carrying-over.ts';
import { type LiveCluster, type LiveMember, readCluster } from './live-cluster.ts';
import { findAddresses } from './own-addresses.ts';
import { fieldNames, type ToWrite, whatToWrite } from './what-to-write.ts';
import { writeAll } from './write-all.ts';

/**
 * Where a merge brings nothing along: by what the two can be asked for alone, then the refusals of all members and the values that the
 * plan carries over, written to the primary and read back. All of it stands before anything is sent, and nothing of it allows anything.
 */
export async function carryOver(deps: Deps, step: CarryingOver): Promise<CarriedOver> {
  const { crm, carrying, pair, record, signal, key, attempt } = step;
  const cluster = await readCluster(deps, { crm, carrying, pair, signal });
  if ('gone' in cluster) return ended('drifted', { code: 'gone', values: { contact: cluster.gone } });
  const accepted = await acceptedOf(deps, step, cluster);
  if (!(accepted instanceof Map)) return ended('drifted', accepted.why);
  const addresses = await findAddresses(deps, { carrying, pair, cluster, options: { signal } });
  if ('why' in addresses) return ended('held', addresses.why);
  const { cluster: whose } = pair;
  const dry = whose.mode === 'dry';
  const proof = dry ? null : await readProof(deps.db, whose);
  const newChannelsOptedIn = dry ? false : (proof?.answers.newChannelsOptedIn ?? null);
  const toWrite = whatToWrite({ cluster, refusable: carrying.refusable, newChannelsOptedIn });
  if ('why' in toWrite) return ended('held', toWrite.why);
  record.union = plainConsent(cluster.union);
  record.tightened = [...new Set([...record.tightened, ...toWrite.refusals.map(optOutName)])].sort();
  let now: LiveMembers = cluster;
  if (!dry) {
    record.written = writtenBefore(step, cluster);
    record.said = saidBefore(step, cluster);
    try {
      const written = await writeAll(deps, { ...step, cluster, addresses, toWrite });
      if ('kind' in written) {
        if (written.kind === 'stopped') return written;
        return ended('drifted', { code: 'gone', values: { contact: written.contact } });
      }
      now = written;
    } catch (error) {
      return await refusal(deps, step, { error, toWrite });
    }
    const { plan } = cluster;
    const changed = [now.primary, now.duplicate].find((member) => isChanged(step, { member, accepted, plan }));
    if (changed !== undefined) return ended('drifted', fieldsChanged(changed));
    record.moments = { ...record.moments, ...momentsOf(step, cluster, now) };
  }
  record.checked = true;
  const readings = [now.primary, now.duplicate].flatMap(({ shown }) => readingNow(crm, accepted, shown));
  await finishConsent(deps.db, { key, attempt, record, readings, addresses, detail: inWords(step, toWrite) });
  return { kind: 'consent-tightened' };
}

function ended(kind: 'held' | 'drifted', why: Reason): CarriedOver {
  return { kind, ...said(why) };
}

function fieldsChanged({ contact }: LiveMember): Reason {
  return { code: 'fields-changed', values: { contact: contact.uid } };
}

/** By contact. */
type Accepted = ReadonlyMap<string, Reading>;

/** What was accepted of the two last, while nobody but we have changed them since. */
async function acceptedOf(
  deps: Deps,
  step: CarryingOver,
  { plan, primary, duplicate }: LiveCluster,
): Promise<Map<string, Reading> | { why: Reason }> {
  const accepted = new Map<string, Reading>();
  for (const member of [primary, duplicate]) {
    const { uid } = member.contact;
    const reading = await getReading(deps.db, step.pair.cluster, uid);
    if (reading === null) return { why: { code: 'no-accepted-reading', values: { contact: uid } } };
    accepted.set(uid, reading);
    if (isChanged(step, { member, accepted, plan })) return { why: fieldsChanged(member) };
  }
  return accepted;
}

/** Whether anything but what we wrote ourselves is not as it was when it was backed up. */
function isChanged(
  { crm, record }: CarryingOver,
  { member, accepted, plan }: { member: LiveMember; accepted: Accepted; plan: PlanCluster },
): boolean {
  const { shown, contact } = member;
  if (crm.digest(shown) === accepted.get(contact.uid)?.fieldsDigest) return false;
  const rest = record.written[contact.uid];
  return rest === undefined || rest !== restOf(crm, shown, plan);
}

/** Of an earlier try, that knew the contacts before it wrote anything, it stays. */
function writtenBefore(
  { crm, record }: CarryingOver,
  { plan, primary, duplicate, others }: LiveCluster,
): Record<string, string> {
  const now = [primary, duplicate, ...others].map(
    ({ shown, contact }) => [contact.uid, restOf(crm, shown, plan)] as const,
  );
  return { ...Object.fromEntries(now), ...record.written };
}

/** What each says for itself; of an earlier try, that knew them before it wrote anything, it stays. */
function saidBefore(
  { record }: CarryingOver,
  { primary, duplicate, others }: LiveCluster,
): Record<string, PlainConsent> {
  const now = [primary, duplicate, ...others].map(
    (member) => [member.contact.uid, plainConsent(consentOf(member))] as const,
  );
  return { ...Object.fromEntries(now), ...record.said };
}

/** Of whom our refusals have reached, when: the plan of a later pair of the cluster has an older moment. */
function momentsOf({ crm, record }: CarryingOver, { plan }: LiveCluster, now: LiveMembers): Record<string, string> {
  const ours = [now.primary, now.duplicate, ...now.others].filter(
    ({ shown, contact }) => record.written[contact.uid] === restOf(crm, shown, plan),
  );
  return Object.fromEntries(ours.map(({ shown, contact }) => [contact.uid, shown.modifiedAt]));
}

function readingNow(crm: Crm, accepted: Accepted, shown: CrmContact): Reading[] {
  const before = accepted.get(shown.displayId);
  return before === undefined ? [] : [{ ...before, ...contactReading(crm, shown) }];
}

/** What a failed write means. What waiting can heal is thrown on, for a while: the next try reads everything again. */
async function refusal(
  deps: Deps,
  { pair, tries }: CarryingOver,
  { error, toWrite }: { error: unknown; toWrite: ToWrite },
): Promise<CarriedOver> {
  if (!(error instanceof CrmError)) throw error;
  if (error.kind === 'unauthorized') return { kind: 'unauthorized' };
  if (error.retryable) {
    const ids = { run: pair.cluster.runId, cluster: pair.cluster.clusterId, duplicate: pair.duplicate };
    const of = { step: 'tightenConsent', ids, request: { readAttempts: tries } };
    if ((await isAway(error)) || !(await isLastTry(deps.db, of, error))) throw error;
  }
  const { refusals, values } = toWrite;
  const fields = [...new Set(refusals.map(optOutName))].sort();
  if (fields.length > 0)
    return ended('held', { code: 'consent-not-tightened', values: { fields, ...crmFailure(error) } });
  return ended('held', { code: 'value-not-given', values: { fields: fieldNames(values), ...crmFailure(error) } });
}

function inWords({ pair }: CarryingOver, { refusals, values }: ToWrite): string {
  const would = pair.cluster.mode === 'dry' ? 'would be ' : '';
  const refused = [...new Set(refusals.map(optOutName))].join(', ') || 'nothing';
  return `consent: checked, ${refused} ${would}refused; ${fieldNames(values).join(', ') || 'nothing'} ${would}carried over`;
}
