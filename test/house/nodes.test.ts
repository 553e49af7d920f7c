import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lockfileOf, NODES } from '../../.ci/nodes.ts';

const ROOT = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

test('The Nodes that can be tried are those that package.json and the README name, and none is in our lockfile', () => {
  const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
  const supported = engines.node.split(' || ').map((range) => range.match(/^\^(\d+)/)?.[1]);
  expect(Object.keys(NODES)).toEqual(supported);
  expect(text('README.md')).toContain('Node 20 (20.19 or later), 22 (22.13 or later) or 24');
  for (const [major, { version }] of Object.entries(NODES)) expect(version.split('.')[0]).toBe(major);
  const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, unknown> };
  expect(Object.keys(packages).filter((path) => /node_modules\/node(-(linux|darwin|win)|-bin|$)/.test(path))).toEqual(
    [],
  );
});

test('A Node is installed by its hash alone, and for a system without one not at all', () => {
  for (const pinned of Object.values(NODES)) {
    expect(JSON.stringify(lockfileOf(pinned, 'linux-x64'))).toMatch(/"integrity":"sha512-[\w+/]{86}=="/);
    expect(lockfileOf(pinned, 'plan9-vax')).toBe(null);
  }
});
