import type { CallOptions, Crm } from '../../crm/crm.ts';
import { said } from '../../pages/kit/reason-words.ts';
import type { Spool } from '../../store/backups/spool.ts';
import { becomeFresh } from '../../store/ledger/before-sending.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { type Reading, readingsOf } from '../../store/ledger/readings.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt, SetSizes } from '../../store/types.ts';
import { backUpAdded } from '../backup/back-up-added.ts';
import { backupRefs, damage, pairBackups } from '../backup/verify-backups.ts';
import type { Deps } from '../deps.ts';
import { askPerson } from '../doubts/ask-person.ts';
import { endedBefore } from '../ended-before.ts';
import { claimOwn } from '../own-store.ts';
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
/** Where a CRM takes no ids: what each of the two is asked for by. */
const ADDRESSES = 2;

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
      const row = await claimOwn(deps, key, attempt);
      const { crm, budget } = await deps.crmFor(key);
      if (row.state === 'would-merge') return { kind: row.state };
      const ended = endedBefore(row, ['drifted', 'held']);
      if (ended !== null) return again(ended);
      const { backups } = row;
      const kept = await pairBackups(deps, pair, backups);
      const damaged = await damage(deps, pair, kept);
      if (damaged !== null) {
        await endUnsent(deps.db, { key, attempt, from: ['consent-tightened', 'fresh'], to: 'held', ...said(damaged) });
        return { kind: 'damaged', ...said(damaged) };
      }
      const dry = pair.cluster.mode === 'dry';
      const accepted = await acceptedReadings(deps, pair);
      const calls = callsOfFresh(crm, accepted) + (dry ? 0 : callsAfterFresh(crm, accepted));
      const reservation = await budget.reserve(calls, { signal });
      try {
        const options = { signal, reservation };
        const compared = await compareBoth(deps, { crm, pair, accepted, attempt, beat, options });
        if ('drift' in compared) {
          const { drift } = compared;
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
          sizes: sizes(crm, compared),
          backups: backupRefs(compared.hasGrown ? await pairBackups(deps, pair, backups) : kept),
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

/** Of a pair that is fresh to be sent, only a damaged backup makes a held one. */
function again({ kind, ...because }: { kind: 'drifted' | 'held' } & Said): Fresh {
  return { kind: kind === 'held' ? 'damaged' : kind, ...because };
}

/** Of both contacts what was accepted last; null where there is none. */
interface Accepted {
  primary: Reading | null;
  duplicate: Reading | null;
}

/** Read once: nobody but this step changes them while it is under way. */
async function acceptedReadings({ db }: Deps, { cluster, primary, duplicate }: PairRef): Promise<Accepted> {
  const readings = await readingsOf(db, cluster, [primary, duplicate]);
  return { primary: readings.get(primary) ?? null, duplicate: readings.get(duplicate) ?? null };
}

/** With a look at what hung on the duplicate itself. */
function callsAfterFresh(crm: Crm, { duplicate }: Accepted): number {
  const own = duplicate === null ? 0 : callsToSeeOwn(crm, duplicate);
  const addresses = crm.carrying === undefined ? 0 : ADDRESSES;
  return CALLS_AFTER_FRESH + LISTS_AFTER_FRESH * followingRelations(crm).length + own + addresses;
}

/** Two contacts, and the pages of their lists, each as long as it was. */
function callsOfFresh(crm: Crm, { primary, duplicate }: Accepted): number {
  let calls = 0;
  for (const reading of [primary, duplicate]) {
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
  accepted: Accepted;
  attempt: Attempt;
  beat: (details: unknown) => void;
  options: CallOptions;
}

/** What is accepted of the two now, or why they are not as they were. */
async function compareBoth(deps: Deps, comparing: Comparing): Promise<BothNow | { drift: Reason }> {
  const { pair } = comparing;
  const primary = await spooled(deps, comparing, 'primary');
  if ('drift' in primary) return primary;
  const duplicate = await spooled(deps, comparing, 'duplicate');
  if ('drift' in duplicate) return duplicate;
  const drift = await askPerson(deps, { pair, primary: primary.now, duplicate: duplicate.now });
  if (drift !== null) return { drift };
  const hasGrown = [primary, duplicate].some(({ now, accepted }) => accepted === now);
  return { primary: primary.accepted, duplicate: duplicate.accepted, hasGrown };
}

type Both = Record<'primary' | 'duplicate', Reading>;

/** `hasGrown`: backups were added of what came in since. */
type BothNow = Both & { hasGrown: boolean };

type Compared = { now: Reading; accepted: Reading } | { drift: Reason };

async function spooled(deps: Deps, comparing: Comparing, which: keyof Both): Promise<Compared> {
  const [contact, accepted] = [comparing.pair[which], comparing.accepted[which]];
  if (accepted === null) return { drift: { code: 'no-accepted-reading', values: { contact } } };
  const spool = deps.backups.spool();
  try {
    return await compareOne(deps, { ...comparing, accepted, spool });
  } finally {
    await spool.close();
  }
}

/** As the CRM shows it now, backed up where it has grown; or why it is not as it was. */
async function compareOne(
  deps: Deps,
  comparing: Omit<Comparing, 'accepted'> & { accepted: Reading; spool: Spool },
): Promise<Compared> {
  const { crm, accepted, spool, options } = comparing;
  const { contactId: contact } = accepted;
  const state = await readContactState(crm, contact, { ...options, spool });
  if (state.contact.kind === 'gone') return { drift: { code: 'gone', values: { contact } } };
  const now = toReading(crm, state.contact.contact, state);
  refuseLess(crm, accepted, now);
  const drift = difference(crm.relations, accepted, now);
  if (drift !== null) return { drift };
  if (!hasGrown(crm.relations, accepted, now)) return { now, accepted };
  await backUpAdded(deps, { ...comparing, state, contact: state.contact.contact, accepted, now });
  return { now, accepted: now };
}

/** Of what follows a merge, by relation: how many each contact has. Without those that were not read of both. */
function sizes(crm: Crm, { primary, duplicate }: Both): Record<string, SetSizes> {
  const entries = followingRelations(crm).flatMap(({ name }): [string, SetSizes][] => {
    const [kept, gone] = [primary.relations[name], duplicate.relations[name]];
    return kept === undefined || gone === undefined ? [] : [[name, { primary: kept.length, duplicate: gone.length }]];
  });
  return Object.fromEntries(entries);
}
