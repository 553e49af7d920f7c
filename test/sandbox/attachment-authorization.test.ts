import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithFile } from './world-with-file.ts';

test('The attachment origin refuses a request that carries an Authorization header.', async () => {
  const { post } = await practice({ world: worldWithFile(10) });
  const { url } = (await post('artifacts.locate', { id: 'ARTIFACT-7' })).body;
  expect((await fetch(url, { headers: { Authorization: 'Bearer sandbox-token' } })).status).toBe(400);
});
