import { sql } from 'drizzle-orm';
import type { CallOptions } from '../crm/crm.ts';
import { assertBackupOwner, beginBackup, completeBackup, nextPart } from '../store/backup-rows.ts';
import { openBackup } from '../store/backup-writer.ts';
import { assertOwner, claim, transition } from '../store/ledger.ts';
import { endUnsent } from '../store/merge-steps.ts';
import { clusterFacts } from '../store/plans.ts';
import { getReading, type Reading, saveReading } from '../store/readings.ts';
import type { Attempt } from '../store/types.ts';
import { backUpTickets } from './back-up-contact.ts';
import { finalAfter, withHeartbeat } from './calling.ts';
import type { Deps } from './deps.ts';
import { attemptOf, type PairRef, pairKey } from './pair-ref.ts';
import { type ContactState, RELATIONS, readContactState, toReading } from './read-contact-state.ts';
import { backupRefs, damage, pairBackups } from './verify-backups.ts';

export type Fresh =
  | { kind: 'fresh'; reservation: string }
  | { kind: 'would-merge' }
  | { kind: 'drifted'; reason: string }
  /** A backup that verified before has changed since: the run must stop. */
  | { kind: 'damaged'; reason: string };

/**
 * The POST and the first four reads after it are paid before `fresh`, so that nothing waits between fresh and send. The
 * calls of `fresh` itself are part of the same reservation: else many pairs could hold reservations and wait for each other.
 */
const CALLS_AFTER_FRESH = 5;

/** Reads both contacts and their tickets again and compares them with the last accepted reading; new tickets are backed up. */
export function checkFresh(deps: Deps) {
  return (request: { pair: PairRef; readAttempts: number }): Promise<Fresh> =>
    withHeartbeat(async (beat, signal) => {
      const { pair } = request;
      const key = pairKey(pair);
      const attempt = attemptOf(pair);
      deps.failpoint('fresh.before');
      await claim(deps.db, key, attempt);
      const damaged = await damage(deps, pair, await pairBackups(deps, pair));
      if (damaged !== null) {
        await endUnsent(deps.db, { key, attempt, from: ['consent-tightened', 'fresh'], to: 'held', reason: damaged });
        return { kind: 'damaged', reason: damaged };
      }
      const dry = pair.cluster.mode === 'dry';
      const calls = await callsOfFresh(deps, pair);
      const reservation = await deps.budget.reserve(calls + (dry ? 0 : CALLS_AFTER_FRESH), { signal });
      try {
        const drift = await compareBoth(deps, { pair, attempt, beat, options: { signal, reservation } });
        if (drift !== null) {
          await endUnsent(deps.db, {
            key,
            attempt,
            from: ['consent-tightened', 'fresh'],
            to: 'drifted',
            reason: drift,
          });
          return { kind: 'drifted', reason: drift };
        }
        await becomeFresh(deps, { pair, attempt });
        deps.failpoint('fresh.after');
        if (!dry) return { kind: 'fresh', reservation };
      } catch (error) {
        throw finalAfter(request.readAttempts, error);
      }
      await deps.budget.release(reservation);
      return { kind: 'would-merge' };
    });
}

/** Two contacts, and the pages of three ticket lists each as long as they were. */
async function callsOfFresh(deps: Deps, pair: PairRef): Promise<number> {
  let calls = 0;
  for (const contact of [pair.primary, pair.duplicate]) {
    const reading = await getReading(deps.db, pair.cluster, contact);
    const pages = RELATIONS.map((relation) =>
      Math.max(1, Math.ceil((reading?.[relation].length ?? 0) / deps.crm.capabilities.pageLimit)),
    );
    calls += pages.reduce((sum, count) => sum + count, 1);
  }
  return calls;
}

async function becomeFresh(deps: Deps, { pair, attempt }: { pair: PairRef; attempt: Attempt }): Promise<void> {
  const parts = await pairBackups(deps, pair);
  const before = await sizes(deps, pair);
  const set = [
    sql`tickets_before = ${JSON.stringify(before)}::jsonb`,
    sql`backups = ${JSON.stringify(backupRefs(parts))}::jsonb`,
  ];
  const to = pair.cluster.mode === 'dry' ? 'would-merge' : 'fresh';
  await transition(deps.db, { key: pairKey(pair), attempt, from: ['consent-tightened', 'fresh'], to, set });
}

interface Comparing {
  pair: PairRef;
  attempt: Attempt;
  beat: (details: unknown) => void;
  options: CallOptions;
}

async function compareBoth(deps: Deps, comparing: Comparing): Promise<string | null> {
  const { pair, options } = comparing;
  for (const contact of [pair.primary, pair.duplicate]) {
    const accepted = await getReading(deps.db, pair.cluster, contact);
    if (accepted === null) return `there is no accepted reading of ${contact}`;
    const state = await readContactState(deps.crm, contact, options);
    if (state.contact.kind === 'gone') return `${contact} is no longer there`;
    const now = toReading(state.contact.contact, state.lists);
    const drift = difference(accepted, now);
    if (drift !== null) return drift;
    if (added(accepted, now).size > 0) await backUpAdded(deps, { ...comparing, state, accepted, now });
  }
  return null;
}

/** Why the contact is not as it was; null when it is, apart from tickets that came in. */
function difference(accepted: Reading, now: Reading): string | null {
  if (now.fullId !== accepted.fullId) return `${now.contactId} is another contact now`;
  if (now.fieldsDigest !== accepted.fieldsDigest) return `the fields of ${now.contactId} were changed`;
  for (const relation of RELATIONS) {
    const kept = new Set(now[relation]);
    const lost = accepted[relation].filter((ticket) => !kept.has(ticket)).length;
    if (lost > 0) return `${now.contactId} has lost ${lost} of its ${relation} tickets`;
  }
  return null;
}

function added(accepted: Reading, now: Reading): Set<string> {
  const known = new Set(RELATIONS.flatMap((relation) => accepted[relation]));
  const ids = RELATIONS.flatMap((relation) => now[relation].filter((ticket) => !accepted[relation].includes(ticket)));
  return new Set(ids.filter((id) => !known.has(id)));
}

/** Tickets that came in since the backup go into a folder of their own: a finished backup is never written again. */
async function backUpAdded(
  deps: Deps,
  request: Comparing & { state: ContactState; accepted: Reading; now: Reading },
): Promise<void> {
  const { pair, attempt, state, accepted, now, beat, options } = request;
  const { runId, clusterId } = pair.cluster;
  const wanted = added(accepted, now);
  const tickets = RELATIONS.flatMap((relation) => state.lists[relation].tickets);
  const news = [
    ...new Map(tickets.filter((ticket) => wanted.has(ticket.id)).map((ticket) => [ticket.id, ticket])).values(),
  ];
  const { email } = await clusterFacts(deps.db, pair.cluster);
  const part = await nextPart(deps.db, { runId, clusterId });
  const row = await beginBackup(deps.db, { runId, clusterId, contactId: now.contactId, part }, email);
  const writer = await openBackup({ root: deps.backupDir, folder: row.folder, attempt: row.attempt });
  await backUpTickets(deps, { row, writer, tickets: news, beat, options });
  await assertBackupOwner(deps.db, row);
  await assertOwner(deps.db, pairKey(pair), attempt);
  const contact = { id: now.fullId, display_id: now.contactId };
  const finished = await writer.finish({ contact, added: news.map((ticket) => ticket.id), complete: true });
  await deps.db.transaction(async (tx) => {
    await completeBackup(tx, row, { ...finished, tickets: news.length });
    await saveReading(tx, pair.cluster, now);
  });
}

async function sizes(deps: Deps, pair: PairRef): Promise<{ primary: number; duplicate: number }> {
  const primary = await getReading(deps.db, pair.cluster, pair.primary);
  const duplicate = await getReading(deps.db, pair.cluster, pair.duplicate);
  return { primary: primary?.reported.length ?? 0, duplicate: duplicate?.reported.length ?? 0 };
}
