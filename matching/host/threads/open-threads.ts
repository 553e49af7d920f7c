import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Portion } from '../../blocking/portions.ts';
import { ALONE, type Helpers, type Round } from '../../comparing/helpers.ts';
import type { Comparing, Share } from '../../comparing/shares.ts';
import { shareMemory } from './share-memory.ts';
import type { Given, Told } from './thread.ts';

/** Threads that compare beside the one that asks. */
export interface Threads extends Helpers {
  /** Ends them wherever they are. */
  close(): Promise<void>;
}

/** With fewer pairs a thread takes longer to start than to help. */
const WORTH_PAIRS = 2_000_000;
/** More would wait for memory more than they compare. */
const MOST = 8;
const THREAD = new URL('./start-thread.mjs', import.meta.url);

/** `threads`: how many compare, this one among them. Null: as many as there are processors, where there are pairs enough. */
export function openThreads(threads: number | null): Threads {
  const workers: Worker[] = [];
  return {
    begin: (comparing, portions) => {
      const pairs = portions.reduce((sum, one) => sum + one.pairs, 0);
      const wanted = threads ?? (pairs < WORTH_PAIRS ? 1 : Math.min(MOST, availableParallelism()));
      if (wanted <= 1) return ALONE.begin(comparing, portions);
      const given = shared(comparing, portions);
      for (let at = 1; at < wanted; at++) workers.push(new Worker(THREAD, { execArgv: [], workerData: given }));
      return roundOf(workers, given.next);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** What is compared goes to memory that they share; nothing else is handed over. */
function shared({ comparer: { table, books }, taken }: Comparing, portions: readonly Portion[]): Given {
  const { size, fields, suffixes, sources } = table;
  const given = { fields, books, taken, suffixes, sources: sources ?? null };
  shareMemory(given);
  return {
    ...given,
    size,
    taken: taken.map(({ rule: { width }, keys, counts }) => ({ rule: { width }, keys, counts })),
    portions,
    next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
}

function roundOf(workers: readonly Worker[], next: Int32Array): Round {
  const found = new Map<number, Share>();
  let failed: Error | null = null;
  let tell = (): void => {};
  for (const worker of workers) {
    worker.on('message', ({ at, ...share }: Told) => {
      found.set(at, share);
      tell();
    });
    worker.on('error', (error) => {
      failed = error;
      tell();
    });
  }
  return {
    next: () => Atomics.add(next, 0, 1),
    found: (at) => {
      const share = found.get(at);
      found.delete(at);
      return share;
    },
    more: async () => {
      // Nothing that is told by then is missed: threads are heard between two turns alone.
      if (failed === null) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
      if (failed !== null) throw failed;
    },
  };
}
