#!/usr/bin/env -S node --import tsx
// Part of `npm run check`: the folders are those of floors.json, each test belongs to a project, and no folder holds too many files.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import house from '../floors.json' with { type: 'json' };
import { faultsOf } from './house.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// New files count before they are added.
const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const files = listed.split('\0').filter((file) => file !== '' && existsSync(`${ROOT}${file}`));
const faults = faultsOf(house, files);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
