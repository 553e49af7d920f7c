import pino from 'pino';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../api/app.ts';
import { ofAddress } from '../../api/bounds/client-of.ts';
import { fillByDatabase, sharedApi } from './api.ts';

const api = sharedApi();
const LIST = '/api/v1/customers';

beforeAll(() => fillByDatabase(api(), 10_000));

/** Asks as somebody at this address does. An answer that nobody reads keeps its place until the test has ended. */
function clientsOfOneApi(): (address: string, path?: string, init?: RequestInit) => Promise<Response> {
  const app = createApi({ ...api(), log: pino({ level: 'silent' }) });
  return async (remoteAddress, path = LIST, init = {}) => {
    const incoming = { socket: { remoteAddress } };
    const answer = await app.request(path, { ...init, headers: { ...init.headers, host: 'localhost' } }, { incoming });
    onTestFinished(async () => answer.body?.cancel().catch(() => {}));
    return answer;
  };
}

test('One client never has all streams: the seventh is refused at once, others are answered, and what it ends is free again', async () => {
  const ask = clientsOfOneApi();
  const [first, ...others] = await Promise.all(Array.from({ length: 6 }, () => ask('192.0.2.1')));
  expect([first, ...others].map((answer) => answer?.status)).toEqual(Array(6).fill(200));
  const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'customer_id,name,email,source\n' };
  for (const refused of [await ask('192.0.2.1'), await ask('::ffff:192.0.2.1', `${LIST}/upload`, upload)]) {
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.text()).toContain('as one client may have');
  }
  expect((await ask('192.0.2.2')).status).toBe(200);
  await first?.body?.cancel();
  expect((await ask('192.0.2.1')).status).toBe(200);
});

test('Those of this machine share an address, and have all streams there are', async () => {
  const ask = clientsOfOneApi();
  const eight = await Promise.all(Array.from({ length: 8 }, () => ask('127.0.0.1')));
  expect(eight.map(({ status }) => status)).toEqual(Array(8).fill(200));
  const ninth = await ask('::1');
  expect([ninth.status, await ninth.text()]).toEqual([503, expect.stringContaining('as there may be')]);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', null],
  ['127.0.0.1', null],
  ['::ffff:127.0.0.1', null],
  [undefined, null],
])('The address %s is that of the client %s', (address, client) => {
  expect(ofAddress(address)).toBe(client);
});
