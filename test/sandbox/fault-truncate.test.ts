import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A cut body breaks the connection, or looks like a whole answer that is no JSON.', async () => {
  const { sandbox, post } = await practice();
  sandbox.addFault({ on: 'works.list', nth: 1, do: { kind: 'truncate', at: 20 } });
  sandbox.addFault({ on: 'works.list', nth: 2, do: { kind: 'truncate', at: 20, clean: true } });
  await expect(post('works.list')).rejects.toThrow('terminated');
  await expect(post('works.list')).rejects.toThrow(SyntaxError);
  expect((await post('works.list')).status).toBe(200);
});
