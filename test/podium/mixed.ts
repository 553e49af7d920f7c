import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resumeRun } from '../../control/stop/pause-run.ts';
import type { WorldChannel, WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { createRandom } from '../../samples/random.ts';
import type { PodiumFault } from '../../sandbox/podium/faults.ts';
import { consentProof, refusedNow } from '../../scripts/demo/podium/consent-proof.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import type { Timing } from '../../workflows/timing.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import type { ShownContact } from './facts-of.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { BAY, contact, email, FLEET, HARBOUR, mobile, NEWSLETTER, phone, REFUSED, RIDGE } from './people.ts';

/** Contacts of one number and name: who is expected to be kept comes first. */
export interface Mixed {
  kept: WorldPodiumContact;
  gone: WorldPodiumContact[];
}

export interface Played {
  scene: MergeScene;
  clusters: Mixed[];
  ended: Record<string, PairOfRun>;
  /** How each worker ended that was to be killed. */
  killed: (string | null)[];
  /** As the CRM's own log has it, against what everybody refused before. */
  proof: ReturnType<typeof consentProof>;
  deletedTwice: string[];
  strayPaths: string[];
  /** Of each contact all bodies that were backed up. */
  backedUp: ReadonlyMap<string, ShownContact[]>;
}

/** So much goes wrong while they are merged. `land`: a refusal that is done later; the two that come after it never, or without an answer. */
const FAULTS: PodiumFault[] = [
  { on: 'consent', skip: 4, times: 3, do: { kind: 'land', afterMs: 400 } },
  { on: 'consent', skip: 11, do: { kind: 'never-land' } },
  { on: 'consent', skip: 17, do: { kind: 'lose' } },
  { on: 'change', skip: 5, do: { kind: 'lose' } },
  { on: 'change', skip: 9, times: 2, do: { kind: 'land', afterMs: 400 } },
  { on: 'label', skip: 3, do: { kind: 'drop' } },
  { on: 'delete', skip: 8, do: { kind: 'lose' } },
  { on: 'delete', skip: 14, do: { kind: 'land', afterMs: 600 } },
];

const ADDRESS = { addressLine1: '1 Example St', city: 'Sydney', state: 'NSW', postalCode: '2000', country: 'AU' };

/** Beside everything else, for each cluster. */
const LONGEST_MS = 6_000;

/**
 * A dead worker is noticed by its heartbeat. That a busy machine takes long to send is no reason to give a step up: whoever does so after `sent`
 * finds a pair that nobody has sent, which is proven not to be and left to a person.
 */
const TIMING: Timing = { ...TEST_TIMING, postMs: 5_000, sendMs: 10_000 };

/**
 * Merges so many clusters of mixed consent, with a campaign after every change; `kills`: failpoints, one worker after the other; `heartbeatMs`:
 * for how long a worker may be silent before another one has its steps.
 */
export async function playMixed({
  count,
  kills,
  seed,
  heartbeatMs = TIMING.heartbeatMs,
}: {
  count: number;
  kills: string[];
  seed: number;
  heartbeatMs?: number;
}): Promise<Played> {
  const clusters = mixed(count, seed);
  const people = clusters.flatMap(({ kept, gone }) => [kept, ...gone]);
  const scene = await openMergeScene(people, { pageCap: 100 });
  try {
    const first = await scene.worker();
    await scene.scan({ full: true });
    await first.end();
    scene.podium.tick();
    const before = refusedNow(scene.podium);
    scene.podium.configure({ tickOnChange: true });
    for (const fault of FAULTS) scene.podium.addFault(fault);
    edits(scene, clusters);
    const run = await scene.run({ timing: { ...TIMING, heartbeatMs } });
    const goesOn = keepGoing(scene, run);
    const killed: (string | null)[] = [];
    for (const failpoint of kills) {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: failpoint });
      killed.push((await doomed.exited).signal);
    }
    await scene.workerHere();
    const isOver = async (): Promise<boolean> => (await requireRun(scene.database.db, run.id)).state !== 'open';
    await until('the run has ended', isOver, LONGEST_MS * count).finally(goesOn.end);
    const ended = Object.fromEntries((await scene.pairs()).map((pair) => [pair.duplicate_id, pair]));
    scene.podium.tick();
    const asked = scene.podium.effects().flatMap(({ kind, subject }) => (kind === 'write' ? [subject] : []));
    const deletes = asked.filter((path) => path.startsWith('DELETE '));
    return {
      ...{ scene, clusters, ended, killed, proof: consentProof(scene.podium, before) },
      deletedTwice: deletes.filter((path, at) => deletes.indexOf(path) !== at),
      strayPaths: asked.filter((path) => /opt_in|POST \/v4\/contacts$|%2B|\/\+|hard/.test(path)),
      backedUp: backedUpIn(scene.env.BACKUP_DIR ?? ''),
    };
  } catch (error) {
    await scene.close();
    throw error;
  }
}

/** What an operator does in the middle has the brake ask a person, who says each time that it may go on. */
export function keepGoing({ client, database: { db } }: MergeScene, { id }: Run): { end(): Promise<void> } {
  let isOver = false;
  const going = (async () => {
    while (!isOver) {
      const run = await requireRun(db, id);
      if (run.state === 'open' && run.stopAt !== null) await resumeRun({ client: async () => client, db, run });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return {
    end: async () => {
      isOver = true;
      await going;
    },
  };
}

/** An operator changes one contact, and Podium merges two by itself, in the middle of it all. */
function edits({ podium }: MergeScene, clusters: Mixed[]): void {
  const [, edited, merged] = clusters.toReversed();
  if (edited === undefined || merged === undefined) return;
  podium.addFault({
    on: 'delete',
    skip: 2,
    do: {
      kind: 'run',
      run: () => {
        podium.act({ kind: 'update', contact: edited.kept.uid, change: { name: 'Somebody Else' } });
        const [duplicate] = merged.gone;
        if (duplicate === undefined || !podium.contacts().some(({ uid }) => uid === duplicate.uid)) return;
        podium.act({ kind: 'merge', into: merged.kept.uid, duplicate: duplicate.uid });
      },
    },
  });
}

function mixed(count: number, seed: number): Mixed[] {
  const random = createRandom(seed);
  const consent = (): Partial<WorldChannel> => ({
    optedOutAt: random.int(0, 2) === 0 ? REFUSED : null,
    marketing: [HARBOUR, RIDGE].filter(() => random.int(0, 1) === 0),
  });
  return Array.from({ length: count }, (_, at) => {
    const number = mobile();
    const name = `Mix Example${at}`;
    // Podium merges two of these by itself: what that does to consent is not ours.
    const all = at === count - 3 ? consent() : null;
    const kept = contact({
      name,
      channels: [phone(number, all ?? consent()), email(`kept${at}@example.com`)],
      tags: [NEWSLETTER],
      locations: [HARBOUR, RIDGE],
      // Says more than any of the others, so that it is kept.
      address: ADDRESS,
      attributes: ['size', 'seats'].map((label) => ({ uid: `attr_${label}`, label, value: '5' })),
    });
    const gone = Array.from({ length: random.int(0, 9) === 0 ? 2 : 1 }, () =>
      contact({
        name,
        channels: [phone(number, all ?? consent()), ...further(at)],
        locations: at % 4 === 0 ? [HARBOUR, BAY] : [HARBOUR],
        address: at % 5 === 0 ? { ...ADDRESS, addressLine1: `${at} Other St` } : null,
        tags: random.int(0, 1) === 0 ? [FLEET] : [],
        attributes: random.int(0, 2) === 0 ? [{ uid: 'attr_colour', label: 'colour', value: 'blue' }] : [],
      }),
    );
    return { kept, gone };
  });
}

/** What no merge carries over where the kept one has such a thing already: it is in the backup alone. */
function further(at: number): WorldChannel[] {
  return [
    ...(at % 3 === 0 ? [phone(mobile(), { marketing: [HARBOUR] })] : []),
    ...(at % 7 === 0 ? [email(`gone${at}-${mobile().slice(-6)}@example.com`, { optedOutAt: REFUSED })] : []),
  ];
}

function backedUpIn(folder: string): ReadonlyMap<string, ShownContact[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('metadata.json'),
  );
  const found = new Map<string, ShownContact[]>();
  for (const path of paths) {
    const { data } = JSON.parse(readFileSync(join(folder, path), 'utf8')) as { data?: ShownContact };
    if (data !== undefined) found.set(data.uid, [...(found.get(data.uid) ?? []), data]);
  }
  return found;
}
