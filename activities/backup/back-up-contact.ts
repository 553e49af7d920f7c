import { ApplicationFailure } from '@temporalio/activity';
import type { Crm, CrmContact } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { METADATA } from '../../store/backups/layout.ts';
import { saveReading } from '../../store/ledger/readings.ts';
import { StaleAttemptError } from '../../store/stale-attempt-error.ts';
import type { RunMode } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type ContactState, readContactState, toReading } from '../reading/read-contact-state.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { backUpOwn, ownFacts } from './back-up-own.ts';
import { backUpThreads, privateFacts } from './back-up-threads.ts';
import { countThings, distinctThings, type RelatedThing } from './distinct-things.ts';
import { relatedFacts } from './related-facts.ts';
import { writeLists } from './write-lists.ts';

export interface ClusterRef {
  runId: string;
  mode: RunMode;
  crm: string;
  org: string;
  clusterId: string;
  /** The round of its backups: 0, or higher when the cluster was looked at again. */
  part: number;
}

/** `tickets`: how many things of the kind that a CSV counts. */
export type BackedUp = { kind: 'backed-up'; digest: string; tickets: number } | { kind: 'gone' };

/**
 * Backs up one contact: its fields, its own comments and files, the lists of all that names it, the messages and attachments of
 * those. An attempt writes
 * into a place of its own and adopts what an earlier one finished. Also stores the reading that `fresh` compares with.
 */
export function backUpContact(deps: Deps) {
  return (request: { cluster: ClusterRef; contact: string; readAttempts: number }): Promise<BackedUp> =>
    withHeartbeat(async (beat, signal) => {
      const { cluster, contact } = request;
      deps.failpoint('backup.before');
      const { runId, clusterId, part: round } = cluster;
      const backup = await deps.backups.open({ runId, clusterId, contactId: contact, round });
      const spool = deps.backups.spool();
      try {
        let page = 0;
        const onPage = (cursor: string | null): void => {
          page += 1;
          beat({ step: 'tickets', cursor, page });
        };
        const { crm } = await deps.crmFor(cluster);
        const state = await readContactState(crm, contact, { signal, onPage, spool });
        if (state.contact.kind === 'gone') return { kind: 'gone' };
        const things = distinctThings(state);
        if (backup.digest !== null)
          return { kind: 'backed-up', digest: backup.digest, tickets: countedThings(crm, things) };
        return await write(deps, {
          crm,
          cluster,
          backup,
          contact: state.contact.contact,
          state,
          things,
          beat,
          signal,
        });
      } catch (error) {
        throw overtaken(error) ?? error;
      } finally {
        await spool.close();
      }
    });
}

/** An attempt thought dead has begun once more and taken the backup from the living one, whose next try takes it back. */
function overtaken(error: unknown): ApplicationFailure | null {
  if (!(error instanceof StaleAttemptError)) return null;
  return ApplicationFailure.retryable(error.message, 'StaleAttempt');
}

interface Writing {
  crm: Crm;
  cluster: ClusterRef;
  backup: OpenBackup;
  contact: CrmContact;
  state: ContactState;
  things: RelatedThing[];
  beat: (details: unknown) => void;
  signal: AbortSignal;
}

async function write(
  deps: Deps,
  { crm, cluster, backup, contact, state, things, beat, signal }: Writing,
): Promise<BackedUp> {
  const reading = toReading(crm, contact, state);
  await backup.write(METADATA, contact.raw);
  await writeLists(backup, state);
  await backUpOwn({ crm, backup, contact, state, options: { signal } });
  await backUpThreads(crm, { backup, things, beat, options: { signal } });
  await backup.assertOwner();
  const { digest } = await backup.finish({
    contact: { id: reading.fullId, display_id: reading.contactId },
    ...relatedFacts(crm.relations, reading),
    ...ownFacts(crm, reading),
    ...(await privateFacts(backup)),
    complete: true,
  });
  deps.failpoint('backup.written');
  await deps.db.transaction(async (tx) => {
    const counts = { things: countThings(crm.relations, things), privateMessages: await backup.privateMessages() };
    await backup.record(tx, counts);
    await saveReading(tx, cluster, reading);
  });
  deps.failpoint('backup.after');
  return { kind: 'backed-up', digest, tickets: countedThings(crm, things) };
}

function countedThings(crm: Crm, things: RelatedThing[]): number {
  const many = crm.relations[0]?.noun.many;
  return things.filter(({ relation }) => relation.noun.many === many).length;
}
