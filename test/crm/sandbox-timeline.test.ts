import { expect, test } from 'vitest';
import { message, smallWorld, ticket } from '../sandbox/small-world.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const FILE = { id: 'ARTIFACT-7', name: 'a.txt', type: 'text/plain', size: 3 };
const MESSAGES = [
  message({ body: 'with a file', artifacts: [FILE] }),
  message({ body: '' }),
  message({ body: 'a secret of somebody else', visibility: 'private', createdBy: 'DEVU-9' }),
  message({ body: 'a note of our own', visibility: 'private', createdBy: 'DEVU-1' }),
];

function world() {
  return smallWorld({ tickets: [ticket({ id: 'TKT-1', messages: MESSAGES })] });
}

test('a timeline has messages without text and with files, and no private ones of others', async () => {
  const { crm } = await sandboxCrm({ world: world() });
  const page = await relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  expect(page.items.map(({ attachments }) => attachments.map(({ name, size }) => [name, size]))).toEqual([
    [['a.txt', 3]],
    [],
    [],
  ]);
  const text = Buffer.from(page.raw).toString();
  expect(text).toContain('a note of our own');
  expect(text).not.toContain('a secret of somebody else');
  expect(text).not.toContain('timeline_change_event');
});

test('change events that come unasked are entries without files, kept as they came', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: world(), changeEvents: 'always', pageCap: 2 });
  const first = await relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  expect(first.items.map(({ attachments }) => attachments.length)).toEqual([0, 1]);
  expect(Buffer.from(first.raw).toString()).toContain('timeline_change_event');
  const last = await relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: first.nextCursor });
  expect(new Set([...first.items, ...last.items].map(({ id }) => id)).size).toBe(4);
  expect([last.items.length, last.nextCursor, sandbox.requests().length]).toEqual([2, null, 2]);
});
