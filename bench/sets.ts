import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { groupBySources } from '../contacts/sets/id-groups.ts';
import { finish } from '../contacts/sets/pausing.ts';
import { difference, intersection, union } from '../contacts/sets/set-operations.ts';
import { addNumbers, openSourceSets } from '../contacts/sets/source-sets.ts';
import { createRandom } from '../samples/random.ts';
import type { Measurement } from './measurement.ts';

const PYTHON_SETS = fileURLToPath(new URL('./sets.py', import.meta.url));
const ROUNDS = 15;

/** One job: how long it took, and how many ids each result has. */
interface Round {
  seconds: number;
  sizes: number[];
}

/** Three sources into sets, their union, what all have, and what only one has: as one job, beside Python's own sets. */
export async function benchSets({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const records = quick ? 100_000 : 1_000_000;
  const universe = 0.62 * records;
  const random = createRandom(11);
  const near = Array.from({ length: universe }, (_, index) => index + 1);
  const far = near.map(() => Math.floor(random.next() * 2 ** 32) * 2 ** 21 + random.int(0, 2 ** 21 - 1));
  return [
    ...(await beside({ ids: near, records, kind: 'numbered from 1', goal: { atMost: 0.15 } })),
    ...(await beside({ ids: far, records, kind: 'anywhere below 2^53' })),
  ];
}

interface Beside {
  ids: number[];
  records: number;
  kind: string;
  goal?: { atMost: number };
}

async function beside({ ids, records, kind, goal }: Beside): Promise<Measurement[]> {
  const lists = threeSources(ids, records);
  const python = await openPython(lists);
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      // In turns, so that whatever else the machine does meets both.
      const [here, there] = [withEngine(lists), await python.round()];
      if (here.sizes.join() !== there.sizes.join())
        throw new Error(`Python's sets have ${there.sizes.join()} ids, ours ${here.sizes.join()}`);
      ours.push(here.seconds);
      theirs.push(there.seconds);
    }
  } finally {
    await python.close();
  }
  const note = `${records.toLocaleString('en')} ids ${kind}, ${ids.length.toLocaleString('en')} different ones, median of ${ROUNDS}`;
  return [
    { name: `sets, ids ${kind}`, value: 1000 * median(ours), unit: 'ms', note },
    { name: `Python's sets, ids ${kind}`, value: 1000 * median(theirs), unit: 'ms', note },
    {
      name: `sets / Python's, ids ${kind}`,
      value: median(ours) / median(theirs),
      unit: '×',
      ...(goal && { goal }),
      note,
    },
  ];
}

/** Every id once, the rest drawn again, all of it shuffled in place: a million is too much for `Random.shuffle`. */
function threeSources(ids: number[], records: number): number[][] {
  const random = createRandom(12);
  const all = [...ids, ...Array.from({ length: records - ids.length }, () => random.pick(ids))];
  for (let last = all.length - 1; last > 0; last--) {
    const other = random.int(0, last);
    [all[last], all[other]] = [all[other] as number, all[last] as number];
  }
  const third = Math.ceil(records / 3);
  return [all.slice(0, third), all.slice(third, 2 * third), all.slice(2 * third)];
}

function withEngine(lists: number[][]): Round {
  const started = performance.now();
  const expected = lists.reduce((sum, ids) => sum + ids.length, 0);
  const sets = openSourceSets({ sources: 3, expected });
  for (const [source, ids] of lists.entries()) addNumbers(sets, source, ids);
  const grouped = finish(groupBySources(sets));
  const results = [
    union(grouped, [0, 1, 2]),
    intersection(grouped, [0, 1, 2]),
    difference(grouped, 0, [1, 2]),
    difference(grouped, 1, [0, 2]),
    difference(grouped, 2, [0, 1]),
  ];
  return { seconds: (performance.now() - started) / 1000, sizes: results.map(({ length }) => length) };
}

interface Python {
  round(): Promise<Round>;
  close(): Promise<void>;
}

async function openPython(lists: number[][]): Promise<Python> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sets-'));
  const file = join(folder, 'ids.json');
  await writeFile(file, JSON.stringify(lists));
  const python = spawn('python3', [PYTHON_SETS, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    round: async () => {
      python.stdin.write('\n');
      const { done, value } = await answers.next();
      if (done) throw new Error('Python has ended early');
      return JSON.parse(value) as Round;
    },
    close: async () => {
      python.stdin.end();
      await rm(folder, { recursive: true });
    },
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
