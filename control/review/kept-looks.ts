import type { Config } from '../../config/env.ts';
import type { ClusterLook, LookedAt } from '../../contacts/explain/looked-at.ts';
import type { Db } from '../../store/database.ts';
import type { Run } from '../../store/runs/runs.ts';
import { withCrm } from '../audit/with-crm.ts';
import { Refused } from '../refused.ts';
import { Unreachable } from '../unreachable.ts';
import { lookAt } from './look-at.ts';

export interface LookNow {
  db: Db;
  config: Pick<Config, 'crms'>;
  run: Run;
  clusterId: string;
  /** The contacts of the cluster, in the order in which they are read. */
  contacts: readonly string[];
}

/** What people have looked at a while ago. It holds contact data: kept in memory alone, and not for long. */
export interface KeptLooks {
  /** Reads each contact that was not read in the last minute. Resolves at the end or when the patience is over; then it goes on by itself. */
  look(request: LookNow): Promise<ClusterLook>;
  /** Null: nobody has looked. */
  find(about: Pick<LookNow, 'run' | 'clusterId'>): ClusterLook | null;
}

const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 200;
/** A contact is not read again before. */
const FRESH_MS = 60_000;
/** So long one look may wait for the budget in all. */
const LONGEST_MS = 5 * 60_000;
const PATIENCE_MS = 8_000;

interface Kept {
  contacts: Map<string, LookedAt>;
  failure: string | null;
  working: Promise<void> | null;
  until: number;
}

export function keptLooks({ patienceMs = PATIENCE_MS }: { patienceMs?: number } = {}): KeptLooks {
  const kept = new Map<string, Kept>();
  const sweep = (): void => {
    for (const [key, { until, working }] of kept) {
      if (working === null && (until <= Date.now() || kept.size > MOST_KEPT)) kept.delete(key);
    }
  };
  return {
    find: ({ run, clusterId }) => {
      sweep();
      const known = kept.get(keyOf(run, clusterId));
      return known === undefined ? null : shown(known);
    },
    look: async (request) => {
      sweep();
      const key = keyOf(request.run, request.clusterId);
      const entry = kept.get(key) ?? { contacts: new Map(), failure: null, working: null, until: 0 };
      kept.set(key, entry);
      entry.until = Date.now() + KEPT_MS;
      entry.working ??= readAll(request, entry).finally(() => {
        entry.working = null;
      });
      await Promise.race([entry.working, over(patienceMs)]);
      return shown(entry);
    },
  };
}

function keyOf({ id }: Run, clusterId: string): string {
  return `${id} ${clusterId}`;
}

function shown({ contacts, failure, working }: Kept): ClusterLook {
  return { contacts: new Map(contacts), failure, isUnderWay: working !== null };
}

/** Never rejects: what a person reads of a failure is kept with the look. */
async function readAll({ db, config, run, contacts }: LookNow, entry: Kept): Promise<void> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  entry.failure = null;
  const isFresh = (id: string): boolean => Date.parse(entry.contacts.get(id)?.at ?? '') > Date.now() - FRESH_MS;
  const wanted = contacts.filter((id) => !isFresh(id));
  if (wanted.length === 0) return;
  try {
    await withCrm({ db, config, run }, async (crm) => {
      for (const id of wanted) entry.contacts.set(id, await lookAt(crm, id, { signal }));
    });
  } catch (error) {
    entry.failure = inWords(error, signal);
  }
}

function inWords(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'The budget of calls was used by others for too long: look again later';
  if (error instanceof Refused || error instanceof Unreachable) return error.message;
  if (error instanceof Error && error.name === 'ConfigError') return error.message;
  return 'Something here failed: look again later';
}

/** Keeps no process alive. */
function over(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
