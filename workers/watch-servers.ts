import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { NotReachable } from '../config/not-reachable.ts';
import { answersWithin } from '../store/answers-within.ts';

/** What a worker works with. */
export interface Servers {
  /** With its password. */
  databaseUrl: string;
  temporal: NativeConnectionOptions;
  namespace: string;
}

/** Where the servers are now. Throws NotReachable while nobody knows. */
export type FindServers = () => Servers;

/** Why a worker that was working begins anew. */
export type Why = 'moved' | 'store-away';

export interface Watching {
  servers: Servers;
  find: FindServers;
  /** How long the store may be away. */
  patienceMs: number;
  signal: AbortSignal;
}

const LOOK_MS = 1000;
const LONGEST_ANSWER_MS = 5000;

/** Settles when the servers are known to be elsewhere, or when the store has not answered for too long; null when told to stop. */
export async function untilServersLost({ servers, find, patienceMs, signal }: Watching): Promise<Why | null> {
  let awaySince: number | null = null;
  while (!signal.aborted) {
    const now = whereNow(find);
    if (now !== null && !isSame(now, servers)) return 'moved';
    const asked = performance.now();
    const answers = await answersWithin(servers.databaseUrl, Math.min(LONGEST_ANSWER_MS, patienceMs));
    awaySince = answers ? null : (awaySince ?? asked);
    if (awaySince !== null && performance.now() - awaySince >= patienceMs) return 'store-away';
    await sleep(Math.min(LOOK_MS, patienceMs), undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Null while nobody knows: a stack that is down may come back where it was. */
export function whereNow(find: FindServers): Servers | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof NotReachable) return null;
    throw error;
  }
}

function isSame(one: Servers, other: Servers): boolean {
  return (
    one.databaseUrl === other.databaseUrl &&
    one.temporal.address === other.temporal.address &&
    one.namespace === other.namespace
  );
}
