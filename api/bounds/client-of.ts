import { isIPv6 } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Whose a request is, as far as its address says. Null on this machine, where everybody, a proxy too, has the same one. */
export function clientOf(c: Context): string | null {
  return ofAddress((c.env as Partial<HttpBindings>).incoming?.socket?.remoteAddress);
}

/** Of IPv6 the first half: who has one address has all of that network. */
export function ofAddress(address: string | undefined): string | null {
  if (address === undefined) return null;
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (mapped === '::1' || mapped.startsWith('127.')) return null;
  return isIPv6(mapped) ? networkOf(mapped) : mapped;
}

function networkOf(address: string): string {
  const [head = '', tail = ''] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
