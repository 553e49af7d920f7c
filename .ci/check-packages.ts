#!/usr/bin/env -S node --import tsx
// Part of `npm run check`: every package of the lockfile has its hash, and copies of a package's files are the package's.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import origin from '../api/manual/redoc/origin.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };
import lockfile from '../package-lock.json' with { type: 'json' };
import { copyFaults, type Lockfile, lockfileFaults } from './packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const read = (path: string): Buffer | null => (existsSync(ROOT + path) ? readFileSync(ROOT + path) : null);

const faults = [
  ...lockfileFaults(lockfile as Lockfile),
  ...copyFaults({
    ...{ folder: 'api/manual/redoc', origin, manifest },
    here: (name) => read(`api/manual/redoc/${name}`),
    inPackage: (name) => read(`node_modules/redoc/${name}`),
  }),
];
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
