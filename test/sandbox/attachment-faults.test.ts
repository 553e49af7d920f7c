import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithFile } from './world-with-file.ts';

test('Faults bite downloads too: refused, cut short in silence, and broken off.', async () => {
  const { sandbox, post } = await practice({ world: worldWithFile(100) });
  const { url } = (await post('artifacts.locate', { id: 'ARTIFACT-7' })).body;
  sandbox.addFault({ on: 'attachment', nth: 1, do: '500-before' });
  sandbox.addFault({ on: 'attachment', nth: 2, do: { kind: 'truncate', at: 40, clean: true } });
  sandbox.addFault({ on: 'attachment', nth: 3, do: { kind: 'truncate', at: 40 } });
  expect((await fetch(url)).status).toBe(500);
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(40);
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(100);
  expect(
    sandbox
      .requests()
      .filter(({ path }) => path === 'attachment')
      .map(({ status }) => status),
  ).toEqual([500, 200, 200, 200]);
});
