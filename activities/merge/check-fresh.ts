import type { CallOptions, Crm } from '../../crm/crm.ts';
import { said } from '../../pages/kit/reason-words.ts';
import type { Spool } from '../../store/backups/spool.ts';
import { becomeFresh } from '../../store/ledger/before-sending.ts';
import { claim } from '../../store/ledger/ledger.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { getReading, type Reading } from '../../store/ledger/readings.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt, SetSizes } from '../../store/types.ts';
import { backUpAdded } from '../backup/back-up-added.ts';
import { backupRefs, damage, pairBackups } from '../backup/verify-backups.ts';
import type { Deps } from '../deps.ts';
import { askPerson } from '../doubts/ask-person.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { difference, hasGrown, refuseLess } from '../reading/compare-reading.ts';
import { readContactState, toReading } from '../reading/read-contact-state.ts';
import { followingRelations } from '../reading/relations.ts';
import { callsToSeeOwn } from '../reading/see-own.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export type Fresh =
  | { kind: 'fresh'; reservation: string }
  | { kind: 'would-merge' }
  | ({ kind: 'drifted' } & Said)
  /** A backup that verified before has changed since: the run must stop. */
  | ({ kind: 'damaged' } & Said);

/**
 * The POST and the first reads after it (both contacts, and their lists of what follows) are paid before `fresh`, so that nothing waits between fresh and send. The
 * calls of `fresh` itself are part of the same reservation: else many pairs could hold reservations and wait for each other.
 */
const CALLS_AFTER_FRESH = 3;
/** For each relation that follows: the list of either contact. */
const LISTS_AFTER_FRESH = 2;

/**
 * Reads both contacts and what names them again and compares them with the last accepted reading; new ones are backed up. Whether
 * they are one person is asked again too: a reading of an older version has no names.
 */
export function checkFresh(deps: Deps) {
  return (request: { pair: PairRef; readAttempts: number }): Promise<Fresh> =>
    withHeartbeat(async (beat, signal) => {
      const { pair } = request;
      const key = pairKey(pair);
      const attempt = attemptOf(pair);
      deps.failpoint('fresh.before');
      const { crm, budget } = await deps.crmFor(key);
      const { backups } = await claim(deps.db, key, attempt);
      const damaged = await damage(deps, pair, await pairBackups(deps, pair, backups));
      if (damaged !== null) {
        await endUnsent(deps.db, { key, attempt, from: ['consent-tightened', 'fresh'], to: 'held', ...said(damaged) });
        return { kind: 'damaged', ...said(damaged) };
      }
      const dry = pair.cluster.mode === 'dry';
      const calls = (await callsOfFresh(deps, { crm, pair })) + (dry ? 0 : await callsAfterFresh(deps, { crm, pair }));
      const reservation = await budget.reserve(calls, { signal });
      try {
        const drift = await compareBoth(deps, { crm, pair, attempt, beat, options: { signal, reservation } });
        if (drift !== null) {
          await endUnsent(deps.db, {
            key,
            attempt,
            from: ['consent-tightened', 'fresh'],
            to: 'drifted',
            ...said(drift),
          });
          return { kind: 'drifted', ...said(drift) };
        }
        await becomeFresh(deps.db, {
          key,
          attempt,
          sizes: await sizes(deps, pair),
          backups: backupRefs(await pairBackups(deps, pair, backups)),
        });
        deps.failpoint('fresh.after');
        if (!dry) return { kind: 'fresh', reservation };
      } catch (error) {
        await budget.release(reservation).catch(() => {});
        throw error;
      }
      await budget.release(reservation);
      return { kind: 'would-merge' };
    });
}

/** With a look at what hung on the duplicate itself. */
async function callsAfterFresh({ db }: Deps, { crm, pair }: { crm: Crm; pair: PairRef }): Promise<number> {
  const duplicate = await getReading(db, pair.cluster, pair.duplicate);
  const own = duplicate === null ? 0 : callsToSeeOwn(crm, duplicate);
  return CALLS_AFTER_FRESH + LISTS_AFTER_FRESH * followingRelations(crm).length + own;
}

/** Two contacts, and the pages of their lists, each as long as it was. */
async function callsOfFresh({ db }: Deps, { crm, pair }: { crm: Crm; pair: PairRef }): Promise<number> {
  let calls = 0;
  for (const contact of [pair.primary, pair.duplicate]) {
    const reading = await getReading(db, pair.cluster, contact);
    const sizes = crm.relations.map(({ name }) => reading?.relations[name]?.length ?? 0);
    if (crm.listComments !== undefined) sizes.push(reading?.own.comments?.length ?? 0);
    for (const { name } of crm.ownLists ?? []) sizes.push(reading?.own.lists?.[name]?.length ?? 0);
    const pages = sizes.map((size) => Math.max(1, Math.ceil(size / crm.pageLimit)));
    calls += pages.reduce((sum, count) => sum + count, 1);
  }
  return calls;
}

interface Comparing {
  crm: Crm;
  pair: PairRef;
  attempt: Attempt;
  beat: (details: unknown) => void;
  options: CallOptions;
}

async function compareBoth(deps: Deps, comparing: Comparing): Promise<Reason | null> {
  const { pair } = comparing;
  const readings: Reading[] = [];
  for (const contact of [pair.primary, pair.duplicate]) {
    const accepted = await getReading(deps.db, pair.cluster, contact);
    if (accepted === null) return { code: 'no-accepted-reading', values: { contact } };
    const spool = deps.backups.spool();
    try {
      const found = await compareOne(deps, { ...comparing, accepted, spool });
      if ('code' in found) return found;
      readings.push(found);
    } finally {
      await spool.close();
    }
  }
  const [primary, duplicate] = readings;
  return primary === undefined || duplicate === undefined ? null : askPerson(deps, { pair, primary, duplicate });
}

/** As the CRM shows it now, backed up where it has grown; or why it is not as it was. */
async function compareOne(
  deps: Deps,
  comparing: Comparing & { accepted: Reading; spool: Spool },
): Promise<Reading | Reason> {
  const { crm, accepted, spool, options } = comparing;
  const { contactId: contact } = accepted;
  const state = await readContactState(crm, contact, { ...options, spool });
  if (state.contact.kind === 'gone') return { code: 'gone', values: { contact } };
  const now = toReading(crm, state.contact.contact, state);
  refuseLess(crm, accepted, now);
  const drift = difference(crm.relations, accepted, now);
  if (drift !== null) return drift;
  if (hasGrown(crm.relations, accepted, now))
    await backUpAdded(deps, { ...comparing, state, contact: state.contact.contact, accepted, now });
  return now;
}

/** Of what follows a merge, by relation: how many each contact has. Without those that were not read of both. */
async function sizes({ db, crmFor }: Deps, pair: PairRef): Promise<Record<string, SetSizes>> {
  const primary = await getReading(db, pair.cluster, pair.primary);
  const duplicate = await getReading(db, pair.cluster, pair.duplicate);
  const { crm } = await crmFor(pair.cluster);
  const entries = followingRelations(crm).flatMap(({ name }): [string, SetSizes][] => {
    const [kept, gone] = [primary?.relations[name], duplicate?.relations[name]];
    return kept === undefined || gone === undefined ? [] : [[name, { primary: kept.length, duplicate: gone.length }]];
  });
  return Object.fromEntries(entries);
}
