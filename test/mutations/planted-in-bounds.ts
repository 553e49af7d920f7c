import type { PlantedBug } from './run-tests.ts';

/** In what keeps somebody from taking all there is, and in what takes more than it needs. */
export const PLANTED_IN_BOUNDS: PlantedBug[] = [
  {
    name: 'a record may have any number of fields',
    edits: [
      { file: 'api/fastapi/json-excess.ts', find: 'if (count > MOST_KEYS) return', replace: 'if (count < 0) return' },
    ],
    killer: {
      file: 'test/api/large-json.test.ts',
      title: 'A thousand fields are passed over, one more is too many: in a record, in many, and in a line',
    },
  },
  {
    name: 'all lines that came together are read in one turn',
    edits: [
      {
        file: 'api/customers/ndjson-lines.ts',
        find: 'if (lines.length === MOST_AT_ONCE) {',
        replace: 'if (lines.length === -1) {',
      },
    ],
    killer: {
      file: 'test/api/bad-lines.test.ts',
      title: 'Of lines of NDJSON that came together no more than 500 are read in one turn',
    },
  },
  {
    name: 'other sites may show what we answer',
    edits: [
      {
        file: 'api/guards/keep-private.ts',
        find: "c.res.headers.set('cross-origin-resource-policy', 'same-origin');",
        replace: '',
      },
    ],
    killer: {
      file: 'test/api/security.test.ts',
      title: 'Who has the token is let in: by every name that is allowed, and from our own pages',
    },
  },
  {
    name: 'each look asks for what a list has just shown',
    edits: [
      {
        file: 'activities/reading/observe-relation.ts',
        find: "asking === 'each' ? [] : left.map(",
        replace: 'asking !== null ? [] : left.map(',
      },
    ],
    killer: {
      file: 'test/faults/look-asks-no-more.test.ts',
      title: 'A look while a merge is under way asks for no ticket that the list of the duplicate has just shown',
    },
  },
  {
    name: 'a worker that was told to end counts as lost',
    edits: [
      {
        file: 'activities/ends/with-ends.ts',
        find: 'if (mayLoseWorkers(step)) await endedInOrder(db, ending.of);',
        replace: '',
      },
    ],
    killer: {
      file: 'test/faults/contact-that-kills.test.ts',
      title: 'A worker that is ended in order is none that a contact has killed, however often',
    },
  },
  {
    name: 'whatever an undo is called by hand is asked of the store',
    edits: [
      {
        file: 'workflows/undo/undo-run.ts',
        find: "typeof undo === 'string' && /^undo-[0-9a-f]{12}-\\d{1,9}-\\d{1,9}$/.test(undo)",
        replace: "typeof undo === 'string'",
      },
    ],
    killer: {
      file: 'test/faults/started-by-hand.test.ts',
      title:
        'Whatever workflow a stranger starts over gRPC is refused before it writes to the CRM, frees a lock or changes a state',
    },
  },
  {
    name: 'a disk that is full is the fault of the contact whose backup finds it so',
    edits: [{ file: 'activities/ends/disk-code.ts', find: "['ENOSPC', 'EDQUOT',", replace: "['EDQUOT'," }],
    killer: {
      file: 'test/store/own-statement.test.ts',
      title:
        'A disk that is full, closed or no folder stops the run; a file that is not there is our own fault, and a connection that is refused none',
    },
  },
  {
    name: 'a report that could not be written is nothing to speak of',
    edits: [
      {
        file: 'activities/run/close-run.ts',
        find: 'await noteUnwritten(',
        replace: 'if (runId === null) await noteUnwritten(',
      },
    ],
    killer: {
      file: 'test/report/unwritten-report.test.ts',
      title:
        'Its status names the folder, why, and the command that writes the report, and does not say that all is well',
    },
  },
  {
    name: 'a history may come to any length',
    edits: [
      {
        file: 'workflows/is-long.ts',
        find: 'historyLength >= mostEvents)',
        replace: 'historyLength >= 1e6 * mostEvents)',
      },
    ],
    killer: {
      file: 'test/runs/history-stays-short.test.ts',
      title: 'A cluster of many contacts goes on in new executions between its pairs, and merges each once',
    },
  },
  {
    name: 'a plan of which something is stored is taken for whole',
    edits: [
      {
        file: 'store/runs/plans.ts',
        find: 'if ((known?.clusters ?? 0) >= clusters.length && clusters.length > 0) return;',
        replace: 'if ((known?.clusters ?? 0) > 0) return;',
      },
    ],
    killer: {
      file: 'test/store/large-plan.test.ts',
      title: 'A plan whose storing was broken off is completed by the next start, which says how far it is',
    },
  },
  {
    name: 'a terminal is sent what a cell holds',
    edits: [
      {
        file: 'contacts/words/printable.ts',
        find: 'return text.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]/gu,',
        replace: 'return text.replace(/[\\p{Zl}\\p{Zp}]/gu,',
      },
    ],
    killer: {
      file: 'test/contacts/explain-text.test.ts',
      title: 'no text of a CSV moves the cursor or turns the direction of writing',
    },
  },
  {
    name: 'a worker stays with servers that were started anew elsewhere',
    edits: [
      {
        file: 'workers/watch-servers.ts',
        find: 'one.temporal.address === other.temporal.address &&',
        replace: '',
      },
    ],
    killer: {
      file: 'test/local/worker-watches.test.ts',
      title: 'A worker hears that Temporal has moved, before it has waited for the one that it knows',
    },
  },
];
