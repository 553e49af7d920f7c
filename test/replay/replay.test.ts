import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBundle } from '../support/bundle.ts';
import { makeFolder } from '../support/servers.ts';
import { recordedNames } from './history-files.ts';
import { replayAll } from './replay-all.ts';

const names = recordedNames();
const folder = makeFolder();
let said: Map<string, string>;

beforeAll(async () => {
  said = await replayAll(names, await buildBundle(folder));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for(names)('The workflows of today go on from the history of %s', (name) => {
  expect(said.get(name)).toBe('ok');
});
