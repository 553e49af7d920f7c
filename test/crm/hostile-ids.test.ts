import { expect, test } from 'vitest';
import { followingOf } from './relation-of.ts';
import { crmAt, startServer } from './servers.ts';

const REQUEST = { contact: 'REVU-5', cursor: null };
const DON = 'don:core:dvrv-us-1:devo/ACME12:ticket/7';

/** The first page of a contact's tickets, with this one on it. */
async function listed(work: object): Promise<unknown> {
  const body = JSON.stringify({ works: [{ reported_by: [], ...work }] });
  const server = await startServer((_request, response) => response.writeHead(200).end(body));
  return followingOf(crmAt(server.origin), 'reported').list(REQUEST);
}

test.each(['jane.doe@example.org', 'Jane Doe called', 'TKT-7\u001b[2J', ''])(
  'A ticket whose display id is %j goes by its id',
  async (display_id) => {
    expect(await listed({ id: DON, display_id })).toMatchObject({ items: [{ id: DON, displayId: DON }] });
  },
);

test.each([
  { id: 'jane.doe@example.org' },
  { id: 'Jane Doe called' },
  { id: DON, artifacts: [{ id: 'jane.doe@example.org' }] },
])('A page that calls something %j is refused, and the error does not quote it', async (work) => {
  const error = await listed(work).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'bad-answer', status: 200 });
  expect(String(error)).not.toMatch(/jane|example/i);
});
