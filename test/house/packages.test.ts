import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { copyFaults, type Lockfile, lockfileFaults, type Origin } from '../../.ci/packages.ts';

const ROOT = new URL('../../', import.meta.url);
const FOLDER = 'api/manual/redoc';

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const lockfile = json('package-lock.json') as Lockfile;
const manifest = json('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const origin = json(`${FOLDER}/origin.json`) as Origin;
const copies = {
  ...{ folder: FOLDER, origin, manifest },
  here: (name: string) => readFileSync(new URL(`${FOLDER}/${name}`, ROOT)),
  inPackage: (name: string) => readFileSync(new URL(`node_modules/redoc/${name}`, ROOT)),
};

test('Every package of the lockfile has its hash and none an address; one without is found', () => {
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(500);
  expect(lockfileFaults(lockfile)).toEqual([]);
  const [path = '', other = ''] = Object.keys(lockfile.packages).filter((name) => name.includes('@swc/core-'));
  const { integrity: _, ...without } = lockfile.packages[path] ?? {};
  const changed = { ...lockfile.packages, [path]: without, [other]: { ...without, integrity: 'sha1-AAAA' } };
  expect(lockfileFaults({ packages: changed })).toHaveLength(2);
  const addressed = { 'node_modules/a': { ...lockfile.packages[other], resolved: 'https://registry.example/a.tgz' } };
  expect(lockfileFaults({ packages: addressed })).toHaveLength(1);
});

test('ReDoc is a file of ours, byte for byte that of its package, and production installs none of it', () => {
  expect(copyFaults(copies)).toEqual([]);
  expect(origin.files['redoc.standalone.js']?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const changed = () => Buffer.from('changed');
  expect(copyFaults({ ...copies, here: changed })).toHaveLength(3);
  expect(copyFaults({ ...copies, inPackage: changed })).toHaveLength(3);
  expect(copyFaults({ ...copies, here: () => null })).toHaveLength(3);
  expect(copyFaults({ ...copies, origin: { ...origin, version: '2.5.3' } })).toHaveLength(1);
  const inProduction = { ...manifest, dependencies: { redoc: origin.version } };
  expect(copyFaults({ ...copies, manifest: inProduction })).toHaveLength(1);
});
