import type { PlantedBug } from './run-tests.ts';

/** In what a workflow may take from whoever reaches the server. */
export const PLANTED_IN_ORDERS: PlantedBug[] = [
  {
    name: 'a cluster begun by hand',
    edits: [
      {
        file: 'store/orders/hand-out.ts',
        find: 'if (!isOfBefore && (parent == null || parent.workflowId !== workflowId))',
        replace: 'if (parent === null && isOfBefore)',
      },
    ],
    killer: {
      file: 'test/store/hand-out.test.ts',
      title: 'A cluster is taken on for the workflow of its own run, after that has handed it out, and for no other',
    },
  },
  {
    name: "a person's word in a workflow's input",
    edits: [
      {
        file: 'workflows/merge/take-order.ts',
        find: 'patched(WORDS_ARE_ROWS) ? null : wordOf(input ?? {})',
        replace: 'wordOf(input ?? {})',
      },
    ],
    killer: {
      file: 'test/faults/started-by-hand.test.ts',
      title:
        'Whatever workflow a stranger starts over gRPC is refused before it writes to the CRM, frees a lock or changes a state',
    },
  },
  {
    name: "what a scan is to do in its workflow's input",
    edits: [
      {
        file: 'workflows/scan/take-order.ts',
        find: '(isContinued() || !isOfNow)',
        replace: '(isContinued() || isOfNow)',
      },
    ],
    killer: {
      file: 'test/faults/started-by-hand.test.ts',
      title:
        'Whatever workflow a stranger starts over gRPC is refused before it writes to the CRM, frees a lock or changes a state',
    },
  },
  {
    name: 'a scan that begins again and is taken for one that was handed on',
    edits: [
      {
        file: 'workflows/is-continued.ts',
        find: ' && !cronSchedule && attempt === 1',
        replace: '',
      },
    ],
    killer: {
      file: 'test/scans/begun-again.test.ts',
      title:
        'What a stranger lets begin again, by a cron schedule or after a time-out, is not taken for a scan of before that was handed on',
    },
  },
  {
    name: 'a night that begins while its schedule is paused',
    edits: [
      {
        file: 'activities/nights/take-night.ts',
        find: 'if (row.pausedAt !== null)',
        replace: 'if (row.timing === null)',
      },
    ],
    killer: {
      file: 'test/podium/nights.test.ts',
      title: 'While a schedule is paused nobody begins its night, by its verb or by hand, and nothing is read',
    },
  },
  {
    name: 'a watch over refusals that no status shows',
    edits: [
      {
        file: 'control/status/run-status.ts',
        find: 'const resolving = [...words, ...watching];',
        replace: 'const resolving = watching.length < 0 ? watching : words;',
      },
    ],
    killer: {
      file: 'test/podium/watches-shown.test.ts',
      title:
        'The status of a run shows the watch over refusals that its merge took away, what that waits for, and that it does not run any more',
    },
  },
  {
    name: 'numbers of another library that a scan leaves untold',
    edits: [
      {
        file: 'store/base/complete-scan.ts',
        find: 'if (last !== null) await noteChangedKeys(tx, { scan, last });',
        replace: '',
      },
      {
        file: 'store/base/complete-scan.ts',
        find: "import { noteChangedKeys } from './keys-changed-by-scan.ts';",
        replace: '',
      },
    ],
    killer: {
      file: 'test/store/base/changed-by-scan.test.ts',
      title:
        'What another library reads otherwise is found by the scan that replaces the old numbers, and told until somebody approves in a run that shows it',
    },
  },
  {
    name: 'an approval without a code',
    edits: [
      {
        file: 'store/orders/signalled.ts',
        find: "if (!isTrusted && choice === 'approve') return NOT_COUNTED;",
        replace: '',
      },
    ],
    killer: {
      file: 'test/faults/signalled-by-hand.test.ts',
      title: 'No signal that a stranger sends over HTTP approves, resumes, sends, frees a lock or changes a state',
    },
  },
  {
    name: 'a code that is good twice',
    edits: [
      {
        file: 'store/orders/codes.ts',
        find: "if (row.spentBy !== null) return { kind: 'refused', problem: 'spent' };",
        replace: '',
      },
    ],
    killer: {
      file: 'test/store/approval-codes.test.ts',
      title: 'A code approves once: a second try of the same step is answered the same, and any other decides nothing',
    },
  },
  {
    name: 'a word to everything that the sent does not hear',
    edits: [{ file: 'store/runs/runs.ts', find: 'or e.stop_at is not null as stopped', replace: 'as stopped' }],
    killer: {
      file: 'test/store/everything.test.ts',
      title:
        'One word stops what every run sends, and what is sent for a run that has ended; lifted, each goes by its own word again',
    },
  },
];
