import { channel } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { send } from './merges.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

/** What undici publishes in the turn of the write: `sendHeaders` just before it, `bodySent` just after it. */
const PUBLISHED = ['undici:client:sendHeaders', 'undici:request:bodySent'] as const;

test('the guard and the write of the whole request share one turn, so nothing can come between them', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const connection = await crmAt(server.origin).openMerge();
  const events: string[] = [];
  for (const name of PUBLISHED) {
    const note = (): void => void events.push(name);
    channel(name).subscribe(note);
    onTestFinished(() => void channel(name).unsubscribe(note));
  }
  const mayWrite = (): boolean => {
    events.push('guard');
    process.nextTick(() => events.push('next tick'));
    queueMicrotask(() => events.push('microtask'));
    return true;
  };
  await send(connection, { mayWrite });
  expect(events.slice(0, 3)).toEqual(['guard', ...PUBLISHED]);
  expect(events.slice(3).sort()).toEqual(['microtask', 'next tick']);
});

test('a send needs no connect of its own', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const connection = await crmAt(server.origin).openMerge();
  await expect.poll(() => server.connections()).toBe(1);
  await send(connection);
  expect(server.connections()).toBe(1);
});
