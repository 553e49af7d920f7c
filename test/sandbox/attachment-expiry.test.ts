import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithFile } from './world-with-file.ts';

test('An attachment URL that expired or was tampered with is refused, and a new one can be had.', async () => {
  const { sandbox, post } = await practice({ world: worldWithFile(10), attachmentUrlTtlMs: 0 });
  const old = (await post('artifacts.locate', { id: 'ARTIFACT-7' })).body;
  expect(Date.parse(old.expires_at)).toBeLessThanOrEqual(Date.now());
  expect((await fetch(old.url)).status).toBe(403);
  sandbox.configure({ attachmentUrlTtlMs: 60_000 });
  const { url } = (await post('artifacts.locate', { id: 'ARTIFACT-7' })).body;
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url.replace('ARTIFACT-7', 'ARTIFACT-8'))).status).toBe(403);
  expect((await fetch(url.replace(/expires=\d/, 'expires=9'))).status).toBe(403);
  expect((await post('artifacts.locate', { id: 'ARTIFACT-8' })).status).toBe(404);
});
