import { expect, test } from 'vitest';
import { CANARIES } from './canary-world.ts';
import { readable, readableHistory, recordedNames } from './history-files.ts';

const ADDRESS = /[^\s"@/]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/gi;

test.for(recordedNames())('The history of %s holds no address, no name, no ticket text and no token', (name) => {
  const text = readableHistory(name);
  expect(text.match(ADDRESS) ?? []).toEqual([]);
  expect(Object.values(CANARIES).filter((canary) => text.includes(canary))).toEqual([]);
});

test('A canary or an address would be found also inside a payload', () => {
  const data = Buffer.from(`{"name":"${CANARIES.name}","email":"person0@example.com"}`).toString('base64');
  const text = readable(`{ "payloads": [{ "data": "${data}" }] }`);
  expect(text).toContain(CANARIES.name);
  expect(text.match(ADDRESS)).toEqual(['person0@example.com']);
});
