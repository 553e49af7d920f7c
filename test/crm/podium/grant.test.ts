import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unlimitedBudget } from '../../../crm/budget.ts';
import { podiumConnector } from '../../../crm/podium/connector.ts';
import { readTokens } from '../../../crm/podium/tokens/token-file.ts';
import { practicePodium } from '../../sandbox/podium/practice.ts';
import { testFolder } from '../../support/folder.ts';
import { settingsAt } from './client.ts';

async function comeBack(url: string, tokenFile: string, more: Record<string, string> = {}) {
  const settings = settingsAt(url, tokenFile, more);
  const { grant } = podiumConnector;
  const address = grant?.address({ settings, state: 'a state', scopes: grant.scopes }) ?? '';
  const back = await fetch(address, { redirect: 'manual' });
  const query = new URL(back.headers.get('location') ?? '').searchParams;
  const code = query.get('code') ?? '';
  return { state: query.get('state'), finish: () => grant?.finish({ settings, budget: unlimitedBudget(), code }) };
}

test('A person who agrees comes back with our state and a code, and the tokens are kept for their owner alone', async () => {
  const { podium, world } = await practicePodium();
  const tokenFile = join(testFolder(), 'deep', 'tokens.json');
  const { state, finish } = await comeBack(podium.url, tokenFile);
  expect(state).toBe('a state');
  expect(await finish()).toMatchObject({ org: world.org, scopes: ['read_contacts', 'read_locations'] });
  expect(readTokens(tokenFile)).toMatchObject({ organization: world.org });
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  await expect(finish()).rejects.toThrow('codes are good once');
});

test('Without the right to read contacts, or for another organization, no tokens are kept', async () => {
  const { podium } = await practicePodium({ granted: ['read_locations'] });
  const tokenFile = join(testFolder(), 'tokens.json');
  await expect((await comeBack(podium.url, tokenFile)).finish()).rejects.toThrow('read_contacts was not granted');
  podium.configure({ granted: ['read_contacts'] });
  const other = await comeBack(podium.url, tokenFile, { PODIUM_ORG: 'other' });
  await expect(other.finish()).rejects.toThrow("PODIUM_ORG says 'other'");
  expect(readTokens(tokenFile)).toBeNull();
});

test('A file that others may read, or that holds something else, is refused with what to do', () => {
  const tokenFile = join(testFolder(), 'tokens.json');
  writeFileSync(tokenFile, '{}', { mode: 0o644 });
  expect(() => readTokens(tokenFile)).toThrow(`chmod 600 '${tokenFile}'`);
  const mine = join(testFolder(), 'mine.json');
  writeFileSync(mine, '{}', { mode: 0o600 });
  expect(() => readTokens(mine)).toThrow('holds no tokens of ours');
});

test('Only reading is asked for', () => {
  expect(podiumConnector.grant?.scopes.filter((scope) => !scope.startsWith('read_'))).toEqual([]);
});
