import type { PlantedBug } from './run-tests.ts';

/** In how steps wait, and what is said of it. */
export const PLANTED_IN_WAITS: PlantedBug[] = [
  {
    name: 'a connection that is refused counts, also by a CRM that answers nobody',
    edits: [{ file: 'activities/merge/not-sent.ts', find: '  if (!answers) {', replace: '  if (answers === null) {' }],
    killer: {
      file: 'test/faults/refused-while-away.test.ts',
      title: 'A merge that is refused while the CRM answers nobody goes back, however often, and is held by none of it',
    },
  },
  {
    name: 'a mistake of our own in a statement is waited for, as if the database were away',
    edits: [{ file: 'store/database-away.ts', find: '|28|3D|40|53|', replace: '|28|3D|40|42|53|' }],
    killer: {
      file: 'test/store/own-statement.test.ts',
      title:
        'Who is to blame for a statement that Postgres refuses: the database that is away, or we; and where the schema is not ours, nobody',
    },
  },
  {
    name: 'a reserved call leaves while everybody is to wait',
    edits: [
      {
        file: 'store/rate/take-calls.ts',
        find: 'where until is null and reservation =',
        replace: 'where reservation =',
      },
      {
        file: 'store/rate/take-calls.ts',
        find: 'return row?.wait == null ?',
        replace: 'return row?.wait == null || row.id != null ?',
      },
    ],
    killer: {
      file: 'test/store/rate-wait.test.ts',
      title: 'A reserved call waits as every other while everybody is to (counted), and says so where it may not wait',
    },
  },
  {
    name: 'a step that is to run alone runs beside others',
    edits: [
      {
        file: 'activities/ends/turnstile.ts',
        find: 'while (isAlone || (alone ? together > 0 : wanting > 0)) {',
        replace: 'while (isAlone) {',
      },
    ],
    killer: {
      file: 'test/faults/alone-in-its-worker.test.ts',
      title: 'A step that is to run alone begins when those before it have ended, and others only after it',
    },
  },
  {
    name: 'a server that is away for long needs a person',
    edits: [
      {
        file: 'control/status/waiting-steps.ts',
        find: 'attempt >= MANY_ATTEMPTS && !PASSING.test(type)',
        replace: 'attempt >= MANY_ATTEMPTS',
      },
    ],
    killer: {
      file: 'test/status/waiting-steps.test.ts',
      title: 'A failure of type Away.postgres at attempt 40: a person is needed is false',
    },
  },
  {
    name: 'a step that nobody takes needs nobody',
    edits: [
      {
        file: 'control/status/waiting-steps.ts',
        find: 'const needsPerson = isLeft || (',
        replace: 'const needsPerson = (',
      },
    ],
    killer: {
      file: 'test/status/waiting-steps.test.ts',
      title: 'A step that no worker takes needs a person; what a beat says that is no wait is none',
    },
  },
  {
    name: 'a statement waits for a lock without end',
    edits: [{ file: 'store/pool.ts', find: 'statement_timeout: statementMs,', replace: 'statement_timeout: 0,' }],
    killer: {
      file: 'test/store/silent-connections.test.ts',
      title: 'A statement that waits for a lock is ended by Postgres itself before anybody stops waiting for it',
    },
  },
];
