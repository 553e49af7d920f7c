import { expect, test } from 'vitest';
import { relationOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test('messages come with their attachments, those without text or files too', async () => {
  const file = { name: 'invoice.pdf', type: 'application/pdf', size: 1234 };
  const timeline_entries = [
    {
      id: 'don:m1',
      type: 'timeline_comment',
      body: 'Hello',
      artifacts: [{ id: 'don:a1', display_id: 'ARTIFACT-1', file }],
    },
    { id: 'don:m2', type: 'timeline_comment', visibility: 'private' },
    { id: 'don:m3', artifacts: [{ id: 'don:a2', display_id: 'ARTIFACT-2' }] },
  ];
  const server = await startServer((_request, response) =>
    sendJson(response, 200, { timeline_entries, next_cursor: 'c2' }),
  );
  const page = await relationOf(crmAt(server.origin), 'reported').listMessages({ thing: 'TKT-1', cursor: 'c1' });
  expect(page.items).toEqual([
    { id: 'don:m1', isPrivate: false, isComment: true, attachments: [{ id: 'don:a1', ...file }] },
    { id: 'don:m2', isPrivate: true, isComment: true, attachments: [] },
    {
      id: 'don:m3',
      isPrivate: false,
      isComment: true,
      attachments: [{ id: 'don:a2', name: 'ARTIFACT-2', type: 'application/octet-stream', size: -1 }],
    },
  ]);
  expect(page.nextCursor).toBe('c2');
  expect(server.requests[0]).toMatchObject({
    path: '/timeline-entries.list',
    body: '{"object":"TKT-1","limit":100,"cursor":"c1"}',
  });
});

test('an empty page with a cursor is passed on as it is', async () => {
  const server = await startServer((_request, response) =>
    sendJson(response, 200, { timeline_entries: [], next_cursor: 'c' }),
  );
  const page = await relationOf(crmAt(server.origin), 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  expect(page).toMatchObject({ items: [], nextCursor: 'c' });
});
