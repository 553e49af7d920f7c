import { keysOfWritten } from '../../contacts/csv/email-cell.ts';
import { emailKey } from '../../contacts/keys/email-key.ts';
import { said } from '../../pages/kit/reason-words.ts';
import type { KeptBackup } from '../../store/backups/backup-store.ts';
import { becomeVerified } from '../../store/ledger/before-sending.ts';
import { clusterConsent } from '../../store/ledger/consent/consent-steps.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { type Reading, readingsOf } from '../../store/ledger/readings.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import { type ClusterFacts, clusterFacts } from '../../store/runs/plans.ts';
import type { BackupRef } from '../../store/types.ts';
import type { CrmAccess } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { askPerson } from '../doubts/ask-person.ts';
import { shownInBackups } from '../doubts/shown-in-backups.ts';
import { endedBefore } from '../ended-before.ts';
import { claimOwn } from '../own-store.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { thingsIn } from '../reading/relations.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** `verified`: the consent step comes next. `consent-tightened`: the run checks no consent. `drifted`: a person must look at the two first. */
export type Verified = { kind: 'verified' | 'consent-tightened' } | ({ kind: 'skipped' | 'held' | 'drifted' } & Said);

/** Reopens both contacts' backups, hashes every byte, and compares them with the plan. Only then is the pair `verified`. */
export function verifyBackups(deps: Deps) {
  return (pair: PairRef): Promise<Verified> =>
    withHeartbeat(async () => {
      const key = pairKey(pair);
      const attempt = attemptOf(pair);
      deps.failpoint('verify.before');
      const row = await claimOwn(deps, key, attempt);
      if (row.state === 'verified' || row.state === 'consent-tightened') return { kind: row.state };
      const before = endedBefore(row, ['skipped', 'held', 'drifted']);
      if (before !== null) return before;
      const backups = await pairBackups(deps, pair);
      const facts = await clusterFacts(deps.db, pair.cluster);
      const problem = await findProblem(deps, pair, { backups, facts });
      if (problem !== null) {
        await endUnsent(deps.db, {
          key,
          attempt,
          from: ['approved', 'backed-up', 'verified'],
          to: problem.kind,
          reason: problem.reason,
          why: problem.why,
        });
        return problem;
      }
      const { crm } = await deps.crmFor(key);
      const mapped = crm.carrying !== undefined || (facts.options.consent ?? []).length > 0;
      await becomeVerified(deps.db, { key, attempt, backups: backupRefs(backups), mapped });
      deps.failpoint('verify.after');
      return { kind: mapped ? 'verified' : 'consent-tightened' };
    });
}

/** All backups of this round for both contacts, and those that the ledger already lists for the pair, whichever run made them. */
export async function pairBackups(deps: Deps, pair: PairRef, listed: BackupRef[] = []): Promise<KeptBackup[]> {
  const { runId, clusterId, part: since } = pair.cluster;
  const contacts = [pair.primary, pair.duplicate];
  const own = await deps.backups.list({ runId, clusterId, contacts, since });
  const known = new Set(own.map(({ digest }) => digest));
  const earlier = listed.map(({ digest }) => digest).filter((digest) => !known.has(digest));
  const found = new Map((await deps.backups.find(earlier)).map((backup) => [backup.digest, backup]));
  return [...found.values(), ...own];
}

/** What the ledger keeps of them: no names. */
export function backupRefs(backups: KeptBackup[]): BackupRef[] {
  return backups.map(({ contactId, round, digest }) => ({ contactId, part: round, digest }));
}

/** What the hashes say; null when there is a backup of each contact and every byte of every one is as it was written. */
export async function damage(deps: Deps, pair: PairRef, backups: KeptBackup[]): Promise<Reason | null> {
  const contacts = [pair.primary, pair.duplicate];
  const missing = contacts.find((contact) => !backups.some(({ contactId }) => contactId === contact));
  if (missing !== undefined) return { code: 'backup-missing', values: { contact: missing } };
  const found = await deps.backups.firstDamaged(backups.map(({ digest }) => digest));
  const damaged = backups.find(({ digest }) => digest === found?.digest);
  if (found === null || damaged === undefined) return null;
  const values = { contact: damaged.contactId, problems: [], damage: found.damage.slice(0, 3) };
  return { code: 'backup-damaged', values };
}

async function findProblem(
  deps: Deps,
  pair: PairRef,
  { backups, facts }: { backups: KeptBackup[]; facts: ClusterFacts },
): Promise<Extract<Verified, { reason: string }> | null> {
  const damaged = await damage(deps, pair, backups);
  if (damaged !== null) return { kind: 'skipped', ...said(damaged) };
  const access = await deps.crmFor(pair.cluster);
  const ours = await ownMoments(deps, pair);
  const accepted = await readingsOf(deps.db, pair.cluster, [pair.primary, pair.duplicate]);
  const readings: Reading[] = [];
  for (const contact of [pair.primary, pair.duplicate]) {
    const reading = accepted.get(contact);
    if (reading === undefined) return { kind: 'skipped', ...said({ code: 'no-reading', values: { contact } }) };
    const plan = {
      crm: pair.cluster.crm,
      emailKeys: facts.emailKeys?.[contact] ?? keysOfWritten(facts.email),
      tickets: facts.tickets[contact] ?? 0,
      moments: momentsOf(contact, { planned: facts.moments?.[contact] ?? null, ours }),
    };
    const why = differsFromPlan(access, reading, plan);
    if (why !== null) return { kind: 'held', ...said(why) };
    readings.push(reading);
  }
  const [primary, duplicate] = readings;
  if (primary === undefined || duplicate === undefined) return null;
  const refused = unmergeable(access, { crm: pair.cluster.crm, readings });
  if (refused !== null) return refused;
  const shown = await shownInBackups(deps, { pair, backups, crm: access.crm });
  const why = await askPerson(deps, { pair, primary, duplicate, facts, shown });
  return why === null ? null : { kind: 'drifted', ...said(why) };
}

/** When contacts of the cluster were changed last by our own pairs of it; null for a primary that has taken in somebody already. */
async function ownMoments(deps: Deps, pair: PairRef): Promise<Map<string, string[] | null>> {
  const found = new Map<string, string[] | null>();
  for (const { state, consent } of (await clusterConsent(deps.db, pairKey(pair))).values()) {
    for (const [contact, moment] of Object.entries(consent?.moments ?? {})) {
      const known = found.get(contact);
      if (known !== null) found.set(contact, [...(known ?? []), moment]);
    }
    if (state === 'done' && consent?.union !== undefined) found.set(pair.primary, null);
  }
  return found;
}

/** Null: any. */
function momentsOf(
  contact: string,
  { planned, ours }: { planned: string | null; ours: ReadonlyMap<string, string[] | null> },
): string[] | null {
  const own = ours.get(contact);
  return planned === null || own === null ? null : [planned, ...(own ?? [])];
}

/** The words of its own rules are the connector's. */
function unmergeable(
  { crm }: CrmAccess,
  found: { crm: string; readings: Reading[] },
): ({ kind: 'held' } & Said) | null {
  const [primary, duplicate] = found.readings.map((reading) => ({ displayId: reading.contactId, ...reading }));
  if (primary === undefined || duplicate === undefined) return null;
  const rule = crm.mergeable(primary, duplicate);
  if (rule === null) return null;
  const why: Reason = { code: 'not-mergeable', values: { crm: found.crm, rule: rule.code } };
  return { kind: 'held', reason: rule.text, why };
}

/** `tickets`: the CSV's count of what the CRM's first relation is about. */
function differsFromPlan(
  { crm }: CrmAccess,
  reading: Reading,
  plan: { crm: string; emailKeys: string[]; tickets: number; moments: string[] | null },
): Reason | null {
  const { tickets: planned } = plan;
  const { contactId: contact } = reading;
  const many = crm.relations[0]?.noun.many ?? 'things';
  const found = thingsIn(crm.relations, reading, many).size;
  if (found < planned)
    return { code: 'fewer-things', values: { contact, planned, found, things: many, crm: plan.crm } };
  if (!plan.emailKeys.includes(emailKey(reading.email)))
    return { code: 'other-email', values: { contact, crm: plan.crm } };
  const { moments } = plan;
  if (moments !== null && !moments.some((moment) => isSameInstant(moment, reading.modifiedAt)))
    return { code: 'changed-since-plan', values: { contact, crm: plan.crm } };
  return null;
}

/** One that cannot be read is none. */
function isSameInstant(a: string, b: string | null): boolean {
  return b !== null && Date.parse(a) === Date.parse(b);
}
