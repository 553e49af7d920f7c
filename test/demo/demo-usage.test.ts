import { expect, test } from 'vitest';
import { startDemo } from './start-demo.ts';

test('The demo explains itself, and refuses what it does not know before it starts anything', async () => {
  const help = startDemo('--help');
  expect(await help.exited).toEqual([0, null]);
  expect(help.said()).toContain('--crash');
  const unknown = startDemo('--crush');
  expect(await unknown.exited).toEqual([2, null]);
  expect(unknown.said()).toContain('--crush');
  const profile = startDemo('--profile', 'revu');
  expect(await profile.exited).toEqual([2, null]);
  expect(profile.said()).toContain('external-contacts, revu-user');
});
