import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linkOrHint, linkText, requireTerminal } from '../../scripts/api/login-link.ts';
import { testFolder } from '../support/folder.ts';

test('A login link is shown on a terminal alone: what a pipe or a log gets is how to have one, and no code is made', () => {
  const dataDir = testFolder();
  const { isTTY } = process.stdout;
  try {
    process.stdout.isTTY = false;
    expect(requireTerminal).toThrow('--link prints on a terminal only');
    expect(linkOrHint({ url: 'http://127.0.0.1:8000', dataDir })).not.toContain('#');
    expect(readdirSync(dataDir)).toEqual([]);
    process.stdout.isTTY = true;
    expect(linkOrHint({ url: 'http://127.0.0.1:8000', dataDir })).toMatch(/8000\/login#[\w-]{22}\n/);
  } finally {
    process.stdout.isTTY = isTTY;
  }
});

test('Each link has a code of its own', () => {
  const at = { url: 'http://127.0.0.1:8000', dataDir: testFolder() };
  expect(linkText(at)).not.toBe(linkText(at));
});
