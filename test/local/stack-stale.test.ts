import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimStack, findStack, publishStack, releaseStack, StackRunning } from '../../local/stack/stack-file.ts';
import { testFolder } from '../support/folder.ts';

const UP = { temporalAddress: '127.0.0.1:1', namespace: 'n', uiUrl: null, databaseUrl: 'postgres://127.0.0.1:2/d' };

test('a stack.json counts only while its very owner runs', () => {
  const dataDir = testFolder();
  const file = join(dataDir, 'stack.json');
  expect(findStack(dataDir)).toBe(null);
  claimStack(dataDir);
  expect(findStack(dataDir)).toBe(null);
  publishStack(dataDir, { up: UP, servers: [] });
  expect(findStack(dataDir)).toEqual(UP);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(() => claimStack(dataDir)).toThrow(StackRunning);

  const content = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...content, owner: { ...content.owner, started: 'at another time' } }));
  expect(findStack(dataDir)).toBe(null);
  expect(claimStack(dataDir)?.up).toEqual(UP);
  writeFileSync(file, '');
  expect(claimStack(dataDir)).toBe(null);
  releaseStack(dataDir);
  expect(findStack(dataDir)).toBe(null);
});
