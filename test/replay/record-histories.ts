#!/usr/bin/env -S node --import tsx
import { parseArgs } from 'node:util';
import { buildBundle } from '../support/bundle.ts';
import { startTestServers } from '../support/servers.ts';
import { recordedNames, writeHistories } from './history-files.ts';
import { RECORDINGS } from './record-shapes.ts';
import type { Recording } from './scenes.ts';
import type { RecordingServers } from './stage.ts';

const USAGE = `npm run record-histories [-- --force]

Records a history of every shape of every workflow (test/replay/shapes.ts) into test/histories, with real servers and the
sandbox. Shapes that are there already stay as they are: what was released is frozen, and a change that they do not
survive needs a patch in the workflow. --force replaces them all: only before the first release.
`;

/** Scenes at a time. */
const LANES = 3;

const { values } = parseArgs({ options: { force: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(USAGE);
else await record(values.force === true);

async function record(force: boolean): Promise<void> {
  const known = force ? [] : recordedNames();
  const missing = RECORDINGS.filter(({ shapes }) => shapes.some((shape) => !known.includes(shape)));
  if (missing.length === 0) {
    process.stdout.write('Every shape is recorded already, and frozen. --force replaces them all\n');
    return;
  }
  const histories = await play(missing);
  for (const name of known) histories.delete(name);
  writeHistories(histories, { replaceAll: force });
  process.stdout.write(`${[...histories.keys()].sort().join('\n')}\n${histories.size} histories recorded\n`);
}

async function play(recordings: Recording[]): Promise<Map<string, string>> {
  const { folder, temporal, postgres, stop } = await startTestServers();
  try {
    const servers: RecordingServers = {
      temporalAddress: temporal.address,
      temporalNamespace: temporal.namespace,
      adminDatabaseUrl: postgres.adminUrl,
      workflowBundle: await buildBundle(folder),
    };
    const queue = [...recordings];
    const histories = new Map<string, string>();
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        for (const [shape, text] of Object.entries(await next.record(servers))) histories.set(shape, text);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
    const failed = ended.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return histories;
  } finally {
    await stop();
  }
}
