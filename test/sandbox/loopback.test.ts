import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Both origins listen on loopback only.', async () => {
  const { sandbox } = await practice();
  expect([sandbox.url, sandbox.attachmentUrl].map((url) => new URL(url).hostname)).toEqual(['127.0.0.1', '127.0.0.1']);
});
