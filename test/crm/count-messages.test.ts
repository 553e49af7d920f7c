import { expect, test } from 'vitest';
import { message, smallWorld, ticket } from '../sandbox/small-world.ts';
import { followingOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const SINCE = '2026-02-01T00:00:00.000Z';

function world() {
  const old = Array.from({ length: 3 }, () => message());
  const secret = message({ visibility: 'private', createdBy: 'DEVU-9', createdAt: '2026-03-01T00:00:00.000Z' });
  return smallWorld({ tickets: [ticket({ id: 'TKT-1', messages: [...old, secret] })] });
}

test('messages since a time are counted from the end of the thread, which is not read to its beginning', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: world(), pageCap: 2, changeEvents: 'always' });
  for (let count = 0; count < 3; count += 1) sandbox.act({ kind: 'addComment', object: 'TKT-1' });
  sandbox.act({ kind: 'addReporter', id: 'TKT-1', reporter: 'REVU-5' });
  expect(await followingOf(crm, 'reported').countMessages?.({ thing: 'TKT-1', since: SINCE })).toBe(3);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const read = sandbox.requests().length;
  expect(await followingOf(crm, 'reported').countMessages?.({ thing: 'TKT-1', since: later })).toBe(0);
  expect(sandbox.requests().length - read).toBe(1);
});

test.each(['403', '404'] as const)(
  'a thread that DevRev does not show us (%s) is not counted as empty',
  async (refusal) => {
    const { crm, sandbox } = await sandboxCrm({ world: world() });
    sandbox.addFault({ on: 'timeline-entries.list', do: refusal });
    expect(await followingOf(crm, 'reported').countMessages?.({ thing: 'TKT-1', since: SINCE })).toBeNull();
  },
);
