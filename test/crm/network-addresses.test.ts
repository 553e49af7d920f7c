import { expect, test } from 'vitest';
import { isAddressAllowed, isHostAllowed, isLoopbackHost } from '../../crm/http/network.ts';

const PUBLIC = ['52.216.1.1', '2600:1f18::1'];
const LOOPBACK = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'];
const PRIVATE = ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.1'];
const NEVER = [
  '169.254.169.254',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'ff02::1',
  '::ffff:169.254.169.254',
];

test.each(PUBLIC)('the public address %s is always allowed', (address) => {
  expect([isAddressAllowed(address, 'public'), isAddressAllowed(address, 'loopback')]).toEqual([true, true]);
});

test.each(LOOPBACK)('the loopback address %s is refused in public only', (address) => {
  expect([isAddressAllowed(address, 'public'), isAddressAllowed(address, 'loopback')]).toEqual([false, true]);
});

test.each(PRIVATE)('the private address %s is allowed in a private network only', (address) => {
  expect(isAddressAllowed(address, 'public')).toBe(false);
  expect(isAddressAllowed(address, 'loopback')).toBe(false);
  expect(isAddressAllowed(address, 'private')).toBe(true);
});

test.each([...NEVER, 'localhost', ''])('%j is never allowed', (address) => {
  expect(isAddressAllowed(address, 'private')).toBe(false);
});

test.each(['http://127.1/', 'http://2130706433/', 'http://0x7f.0.0.1/', 'http://[::1]/', 'http://[::ffff:7f00:1]/'])(
  '%s is recognized as loopback',
  (url) => {
    const { hostname } = new URL(url);
    expect([isLoopbackHost(hostname), isHostAllowed(hostname, 'public')]).toEqual([true, false]);
  },
);

test('a name is judged when it resolves, not before', () => {
  expect([isHostAllowed('storage.example.com', 'public'), isLoopbackHost('localhost.example.com')]).toEqual([
    true,
    false,
  ]);
});
