import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildBundle } from '../support/bundle.ts';
import { makeFolder } from '../support/servers.ts';
import { applyEdits, copySource, type Edit } from '../support/source-copy.ts';
import { recordedNames } from './history-files.ts';
import { replayAll } from './replay-all.ts';

interface Change {
  what: string;
  edits: Edit[];
  /** Histories that cannot be gone on from. */
  breaks: string[];
}

const sends = ['attempt-lost', 'cancelled', 'consent', 'external-ref', 'held', 'plain', 'stopped', 'trio'].map(
  (shape) => `merge-cluster-${shape}`,
);
const resends = ['resolve-pair-resend'];
const waits = 'merge-cluster-siblings-wait';
const ownQueues = 'merge-cluster-own-queues';
const goesOn = 'merge-cluster-goes-on';
const disk = 'merge-cluster-disk';
const ordered = 'resolve-pair-ordered';
const fewerTurns = [
  ...['', '-late', '-trio'].map((shape) => `merge-cluster-fewer-turns${shape}`),
  waits,
  ownQueues,
  goesOn,
  disk,
  ...['anew-first', 'anew-last', 'given-up', 'members-first', 'refusals-missing'].map(
    (shape) => `merge-cluster-${shape}`,
  ),
];

const changes: Change[] = [
  {
    what: 'two activities that change places',
    edits: [
      {
        file: 'workflows/merge/merge-pair.ts',
        find: 'await cursor.steps.verifyBackups(',
        replace: 'await cursor.steps.checkFresh(',
      },
      { file: 'workflows/merge/merge-pair.ts', find: 'await steps.checkFresh(', replace: 'await steps.verifyBackups(' },
    ],
    breaks: [...sends, ...fewerTurns, ...resends, ordered, 'merge-cluster-dry'],
  },
  {
    what: 'a timer that is gone',
    edits: [{ file: 'workflows/merge/reconcile.ts', find: 'if (waitMs === 0) await sleep(pauseMs);\n', replace: '' }],
    breaks: [
      ...sends,
      ...resends,
      'resolve-pair-merged',
      'merge-cluster-fewer-turns-late',
      'merge-cluster-fewer-turns-trio',
      'merge-cluster-members-first',
      'merge-cluster-refusals-missing',
      waits,
    ],
  },
  {
    what: 'backups that are made one after the other again',
    edits: [
      {
        file: 'workflows/merge/merge-cluster.ts',
        find: 'bothAtOnce(backUp(primaryId), backUp(duplicateId))',
        replace: 'backUp(primaryId).then(async (problem) => problem ?? (await backUp(duplicateId)))',
      },
    ],
    breaks: fewerTurns,
  },
  {
    what: 'a patch that old workflows are not asked about',
    edits: [{ file: 'workflows/merge/merge-cluster.ts', find: 'patched(FEWER_TURNS)', replace: 'true' }],
    breaks: [...sends, ...fewerTurns, 'merge-cluster-undecided'],
  },
  {
    what: 'a pair that does not wait for its held sibling',
    edits: [
      {
        file: 'workflows/merge/merge-cluster.ts',
        find: "outcome === 'held');",
        replace: "outcome === 'drifted');",
      },
    ],
    breaks: [waits],
  },
  {
    what: 'a cluster that goes on without a look at the store',
    edits: [{ file: 'workflows/merge/merge-cluster.ts', find: '!patched(STORE_COUNTS)', replace: 'true' }],
    breaks: [goesOn, disk],
  },
  {
    what: 'a run that goes by its input alone',
    edits: [
      {
        file: 'workflows/run/admit.ts',
        find: 'patched(ORDERS_IN_STORE) ? null : settingsOf(input)',
        replace: 'settingsOf(input) ?? NOTHING',
      },
    ],
    breaks: [
      'dedupe-run-signalled',
      'dedupe-run-anew-first',
      'dedupe-run-anew-last',
      'dedupe-run-outcome',
      'dedupe-run-said-meanwhile',
    ],
  },
  {
    what: 'a run that ends by what it asked before somebody spoke',
    edits: [
      {
        file: 'workflows/run/dedupe-run.ts',
        find: 'if (isOld && patched(SAID_MEANWHILE)) continue;',
        replace: 'if (isOld && pages < 0) continue;',
      },
    ],
    breaks: ['dedupe-run-said-meanwhile'],
  },
  {
    what: 'refusals that are looked at without a pause',
    edits: [
      {
        file: 'workflows/consent/watch-consent.ts',
        find: 'await sleep(pauseMs);\n',
        replace: '',
      },
    ],
    breaks: ['watch-consent-kept'],
  },
  {
    what: 'a scan that waits for nobody',
    edits: [
      {
        file: 'workflows/scan/patient-step.ts',
        find: 'if (waitingFor === undefined) throw error;',
        replace: 'if (waitingFor !== null) throw error;',
      },
    ],
    breaks: ['scan-base-let-in'],
  },
];

test.for(changes.map((change) => [change.what, change] as const))(
  'Replay notices %s in the workflows, and only where it matters',
  async ([, { edits, breaks }]) => {
    const folder = makeFolder();
    try {
      copySource(folder, { tests: [] });
      applyEdits(folder, edits);
      const said = await replayAll(recordedNames(), await buildBundle(folder, folder));
      const broken = [...said].filter(([, words]) => words !== 'ok');
      expect(broken.map(([name]) => name).sort()).toEqual([...breaks].sort());
      for (const [, words] of broken) expect(words).toMatch(/^DeterminismViolationError: /);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
