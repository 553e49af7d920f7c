import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startUp } from './start-up.ts';

test('two stacks with folders of their own start at the same time and do not meet', async () => {
  const ups = await Promise.all([startUp(testFolder(), '--json'), startUp(testFolder(), '--json')]);
  const [one, other] = ups.map(({ line }) => JSON.parse(line));
  expect(one.temporalAddress).not.toBe(other.temporalAddress);
  expect(one.uiUrl).not.toBe(other.uiUrl);
  expect(one.databaseUrl).not.toBe(other.databaseUrl);
  expect(one.apiUrl).not.toBe(other.apiUrl);
  for (const { apiUrl } of [one, other]) {
    expect(await (await fetch(`${apiUrl}/health`)).json()).toEqual({ status: 'healthy' });
  }
  for (const up of ups) up.process.kill('SIGTERM');
  for (const up of ups) expect(await up.exited).toEqual([0, null]);
});
