import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { message, smallWorld, ticket } from './small-world.ts';

test('A timeline leaves out private entries of others, and bodies and artifacts that are not there.', async () => {
  const file = { id: 'ARTIFACT-7', name: 'a.txt', type: 'text/plain', size: 3 };
  const messages = [
    message({ body: 'one', artifacts: [file] }),
    message({ body: 'secret', visibility: 'private', createdBy: 'DEVU-9' }),
    message({ body: 'mine', visibility: 'private', createdBy: 'DEVU-1' }),
    message({ body: '', visibility: 'internal' }),
  ];
  const { post } = await practice({ world: smallWorld({ tickets: [ticket({ id: 'TKT-1', messages })] }) });
  const { timeline_entries: entries } = (await post('timeline-entries.list', { object: 'TKT-1' })).body;
  expect(entries.map((entry: { body?: string }) => entry.body)).toEqual(['one', 'mine', undefined]);
  const don = 'don:core:dvrv-us-1:devo/ACME:artifact/7';
  expect(entries[0]?.artifacts).toEqual([
    { id: don, display_id: 'ARTIFACT-7', file: { name: 'a.txt', type: 'text/plain', size: 3 } },
  ]);
  expect('artifacts' in (entries[1] ?? {})).toBe(false);
  const internal = await post('timeline-entries.list', { object: 'TKT-1', visibility: ['internal'] });
  expect(internal.body.timeline_entries).toHaveLength(1);
  expect((await post('timeline-entries.list', { object: 'TKT-9' })).status).toBe(404);
});
