import { sql } from 'drizzle-orm';
import type { KeptBackup } from '../../store/backups/backup-store.ts';
import { consentMapping } from '../../store/ledger/consent-steps.ts';
import { claim, transition } from '../../store/ledger/ledger.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { getReading, type Reading } from '../../store/ledger/readings.ts';
import { clusterFacts } from '../../store/runs/plans.ts';
import type { Attempt, BackupRef, PairKey } from '../../store/types.ts';
import type { CrmAccess } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { thingsIn } from '../reading/relations.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** `verified`: the consent step comes next. `consent-tightened`: the run checks no consent. */
export type Verified = { kind: 'verified' | 'consent-tightened' } | { kind: 'skipped' | 'held'; reason: string };

/** Reopens both contacts' backups, hashes every byte, and compares them with the plan. Only then is the pair `verified`. */
export function verifyBackups(deps: Deps) {
  return (pair: PairRef): Promise<Verified> =>
    withHeartbeat(async () => {
      const key = pairKey(pair);
      const attempt = attemptOf(pair);
      deps.failpoint('verify.before');
      const row = await claim(deps.db, key, attempt);
      if (row.state === 'verified' || row.state === 'consent-tightened') return { kind: row.state };
      const backups = await pairBackups(deps, pair);
      const problem = await findProblem(deps, pair, backups);
      if (problem !== null) {
        await endUnsent(deps.db, {
          key,
          attempt,
          from: ['approved', 'backed-up', 'verified'],
          to: problem.kind,
          reason: problem.reason,
        });
        return problem;
      }
      const mapped = (await consentMapping(deps.db, pair.cluster.runId)).length > 0;
      await walk(deps, { key, attempt, backups, mapped });
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
export async function damage(deps: Deps, pair: PairRef, backups: KeptBackup[]): Promise<string | null> {
  const contacts = [pair.primary, pair.duplicate];
  const missing = contacts.find((contact) => !backups.some(({ contactId }) => contactId === contact));
  if (missing !== undefined) return `there is no complete backup of ${missing}`;
  for (const { contactId, digest } of backups) {
    const problems = await deps.backups.verify(digest);
    if (problems.length > 0) return `the backup of ${contactId} is damaged: ${problems.slice(0, 3).join('; ')}`;
  }
  return null;
}

async function findProblem(
  deps: Deps,
  pair: PairRef,
  backups: KeptBackup[],
): Promise<Extract<Verified, { reason: string }> | null> {
  const damaged = await damage(deps, pair, backups);
  if (damaged !== null) return { kind: 'skipped', reason: damaged };
  const facts = await clusterFacts(deps.db, pair.cluster);
  const access = await deps.crmFor(pair.cluster);
  const readings: Reading[] = [];
  for (const contact of [pair.primary, pair.duplicate]) {
    const reading = await getReading(deps.db, pair.cluster, contact);
    if (reading === null) return { kind: 'skipped', reason: `there is no reading of ${contact}` };
    const reason = differsFromPlan(access, reading, { email: facts.email, tickets: facts.tickets[contact] ?? 0 });
    if (reason !== null) return { kind: 'held', reason };
    readings.push(reading);
  }
  return unmergeable(access, readings);
}

function unmergeable({ crm }: CrmAccess, readings: Reading[]): { kind: 'held'; reason: string } | null {
  const [primary, duplicate] = readings.map((reading) => ({ displayId: reading.contactId, ...reading }));
  if (primary === undefined || duplicate === undefined) return null;
  const found = crm.mergeable(primary, duplicate);
  return found === null ? null : { kind: 'held', reason: found.text };
}

/** `tickets`: the CSV's count of what the CRM's first relation is about. */
function differsFromPlan(
  { title, crm }: CrmAccess,
  reading: Reading,
  plan: { email: string; tickets: number },
): string | null {
  const many = crm.relations[0]?.noun.many ?? 'things';
  const found = thingsIn(crm.relations, reading, many).size;
  if (found < plan.tickets)
    return `the CSV says ${plan.tickets} ${many} for ${reading.contactId}, ${title} has ${found}`;
  if (reading.email.trim().toLowerCase() !== plan.email)
    return `the e-mail of ${reading.contactId} in ${title} is not the one in the CSV`;
  return null;
}

/** Unless the run maps fields that carry consent, the consent step passes and the report says "not checked". */
async function walk(
  deps: Deps,
  step: { key: PairKey; attempt: Attempt; backups: KeptBackup[]; mapped: boolean },
): Promise<void> {
  const { key, attempt, backups, mapped } = step;
  await deps.db.transaction(async (tx) => {
    const set = [sql`backups = ${JSON.stringify(backupRefs(backups))}::jsonb`, sql`consent = null`];
    await transition(tx, { key, attempt, from: ['approved', 'backed-up', 'verified'], to: 'backed-up', set });
    await transition(tx, { key, attempt, from: ['backed-up'], to: 'verified' });
    if (mapped) return;
    await transition(tx, { key, attempt, from: ['verified'], to: 'consent-tightened', detail: 'consent: not checked' });
  });
}
