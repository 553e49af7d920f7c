import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { message, smallWorld, ticket } from './small-world.ts';

test('A timeline shows change events only to a caller that sends the beta header, or to all where that is switched on.', async () => {
  const world = smallWorld({ tickets: [ticket({ id: 'TKT-1', messages: [message()] })] });
  const { sandbox } = await practice({ world });
  const types = async (headers: Record<string, string>, body: object = {}): Promise<string[]> => {
    const response = await fetch(`${sandbox.url}/timeline-entries.list`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ object: 'TKT-1', ...body }),
    });
    return JSON.parse(await response.text()).timeline_entries.map((entry: { type: string }) => entry.type);
  };
  const beta = { 'X-Devrev-Scope': 'beta' };
  expect(await types({})).toEqual(['timeline_comment']);
  expect(await types(beta)).toEqual(['timeline_change_event', 'timeline_comment']);
  expect(await types(beta, { visibility: ['external'] })).toEqual(['timeline_comment']);
  sandbox.configure({ changeEvents: 'always' });
  expect(await types({})).toEqual(['timeline_change_event', 'timeline_comment']);
});
