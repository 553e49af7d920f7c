import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithFile } from './world-with-file.ts';

test.each([0, 1, 70_000])(
  'An attachment of %i bytes is on another origin, whole and always the same.',
  async (size) => {
    const { sandbox, post } = await practice({ world: worldWithFile(size) });
    const { body } = await post('artifacts.locate', { id: 'ARTIFACT-7' });
    expect(new URL(body.url).origin).toBe(sandbox.attachmentUrl);
    expect(sandbox.attachmentUrl).not.toBe(sandbox.url);
    const response = await fetch(body.url);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), bytes.length]).toEqual([200, 'image/png', size]);
    expect(Buffer.from(await (await fetch(body.url)).arrayBuffer()).equals(bytes)).toBe(true);
    expect((await post('artifacts.get', { id: 'ARTIFACT-7' })).body.artifact.file).toEqual({
      name: 'photo.png',
      type: 'image/png',
      size,
    });
  },
);
