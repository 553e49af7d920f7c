import { expect, test } from 'vitest';
import { artifactsIn } from '../../crm/devrev/artifacts-in.ts';

const don = (number: number): string => `don:core:dvrv-us-1:devo/ACME:artifact/${number}`;

test('Files are found in every field of an object, once each, as summaries and as bare ids', () => {
  const file = { name: 'a.txt', type: 'text/plain', size: 3 };
  const found = artifactsIn({
    id: 'don:core:dvrv-us-1:devo/ACME:ticket/1',
    artifacts: [{ id: don(1), display_id: 'ARTIFACT-1', file }, don(2)],
    display_picture: { id: don(3) },
    panel: { rows: [{ picture: { id: don(4), file: { name: 'b' } } }, { picture: { id: don(4) } }] },
  });
  expect(found.map(({ id, name, size }) => [id, name, size])).toEqual([
    [don(1), 'a.txt', 3],
    [don(2), don(2), -1],
    [don(3), don(3), -1],
    [don(4), 'b', -1],
  ]);
});

test('What other objects hold that stand in it, and what people wrote, is not its own', () => {
  const person = { id: 'don:identity:dvrv-us-1:devo/ACME:devu/1', display_picture: { id: don(1) } };
  const message = { id: 'don:core:dvrv-us-1:devo/ACME:conversation/1:comment/1', artifacts: [{ id: don(2) }] };
  expect(artifactsIn({ id: 'x', body: don(3), owned_by: [person], created_by: person, messages: [message] })).toEqual(
    [],
  );
});
