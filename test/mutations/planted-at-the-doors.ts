import type { PlantedBug } from './run-tests.ts';

/** In what reaches us from outside: signals, the servers that `up` starts, the customers API, a database that others use. */
export const PLANTED_AT_THE_DOORS: PlantedBug[] = [
  {
    name: 'the number of a message is taken as it comes',
    edits: [
      {
        file: 'workflows/run/parse-messages.ts',
        find: "return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? seq : -1;",
        replace: 'return seq === undefined ? -1 : Number(seq);',
      },
    ],
    killer: {
      file: 'test/signals/parse-messages.test.ts',
      title: 'Whatever a goOn carries, its number is one that can be compared',
    },
  },
  {
    name: "Temporal's HTTP API answers to any name",
    edits: [
      {
        file: 'local/temporal/server.ts',
        find: 'httpHost = nobody() }: TemporalOptions',
        replace: "httpHost = '*' }: TemporalOptions",
      },
    ],
    killer: {
      file: 'test/local/temporal-http-closed.test.ts',
      title: 'Temporal answers over gRPC, and over HTTP to no Host at all',
    },
  },
  {
    name: "any page may change something on Temporal's pages",
    edits: [
      { file: 'local/temporal/ui-proxy.ts', find: 'if (isOurs ||', replace: "if (isOurs || method === 'POST' ||" },
    ],
    killer: {
      file: 'test/local/temporal-pages.test.ts',
      title: "what up shows as Temporal's pages works by this machine's name and lets no other page reach a run",
    },
  },
  {
    name: "files of Temporal's database stay as an older version left them",
    edits: [
      {
        file: 'local/temporal/server.ts',
        find: 'for (const file of files.filter((path) => existsSync(path))) chmodSync(file, 0o600);',
        replace: '',
      },
    ],
    killer: {
      file: 'test/local/up-private-files.test.ts',
      title:
        "nobody but their owner reads the files of Temporal's database, also those that an older version left open",
    },
  },
  {
    name: 'a reader keeps its stream as long as it likes',
    edits: [
      {
        file: 'api/customers/stream.ts',
        find: "const tooLong = after(bounds.deadlineMs, () => cutOff(c, options, 'took too long'));",
        replace: 'const tooLong = (): void => {};',
      },
    ],
    killer: {
      file: 'test/api/slow-readers.test.ts',
      title: 'A reader that is fast enough is cut off all the same when it takes too long',
    },
  },
  {
    name: 'one client may have all streams',
    edits: [
      {
        file: 'api/bounds/places.ts',
        find: "if (client !== null && (taken.get(client) ?? 0) >= perClient) refuse('as one client may have');",
        replace: '',
      },
    ],
    killer: {
      file: 'test/api/one-client.test.ts',
      title:
        'One client never has all streams: the seventh is refused at once, others are answered, and what it ends is free again',
    },
  },
  {
    name: 'the first of two parameters counts',
    edits: [{ file: 'api/parameters.ts', find: '(c.req.queries(name)?.length ?? 0) > 1', replace: 'false' }],
    killer: {
      file: 'test/api/repeated-parameters.test.ts',
      title: 'An upload that is said to be partial and not partial is refused',
    },
  },
  {
    name: 'whoever comes changes the schema',
    edits: [
      {
        file: 'store/migrate.ts',
        find: 'else if (state.newer > 0 || state.missing.length > 0) throw new OtherSchema(state);',
        replace: 'else await bringUpToDate(client, () => true);',
      },
    ],
    killer: {
      file: 'test/store/first-comers.test.ts',
      title: 'Of many who bring an older schema up to date at once one does so, and those who may not do not',
    },
  },
];
