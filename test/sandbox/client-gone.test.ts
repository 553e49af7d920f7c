import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge that waits is applied although its client went away meanwhile.', async () => {
  const { sandbox } = await practice();
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'run', run: () => opened } });
  const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' };
  const body = JSON.stringify({ primary_user: 'REVU-1', secondary_user: 'REVU-2' });
  const gone = new AbortController();
  const sent = fetch(`${sandbox.url}/rev-users.merge`, { method: 'POST', headers, body, signal: gone.signal });
  await expect.poll(() => sandbox.faultsApplied().length, { interval: 1 }).toBe(1);
  gone.abort();
  await expect(sent).rejects.toThrow();
  open();
  await expect.poll(() => sandbox.effects().length, { interval: 2 }).toBe(1);
});
