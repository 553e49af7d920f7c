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
        find: '(isContinued || !isOfNow)',
        replace: '(isContinued || isOfNow)',
      },
    ],
    killer: {
      file: 'test/faults/started-by-hand.test.ts',
      title:
        'Whatever workflow a stranger starts over gRPC is refused before it writes to the CRM, frees a lock or changes a state',
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
