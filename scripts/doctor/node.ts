import { readFileSync } from 'node:fs';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok } from './finding.ts';

const PACKAGE = new URL('../../package.json', import.meta.url);

/** The version of Node against the one that package.json asks for. */
export const node: Check = {
  name: 'node',
  run: async () => {
    const { engines } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { engines: { node: string } };
    const { version, execPath } = process;
    if (isAmong(version.slice(1), engines.node)) {
      return ok(`${version}, and ${engines.node} is asked for (${execPath})`);
    }
    const todo = `install Node ${engines.node}: https://nodejs.org`;
    return failed({ found: `${version}, but ${engines.node} is asked for (${execPath})`, todo, exit: EXIT.unfinished });
  },
};

/** `20.19.5` is among `^20.19 || ^22.13`: of one of the majors that are named, and no older than that one. */
export function isAmong(version: string, ranges: string): boolean {
  return ranges.split('||').some((range) => {
    const [have, least] = [version, range.trim().replace(/^\^/, '')].map((text) => text.split('.').map(Number));
    if (have?.[0] !== least?.[0]) return false;
    const [minor, patch] = [1, 2].map((at) => (have?.[at] ?? 0) - (least?.[at] ?? 0));
    return minor === 0 ? (patch ?? 0) >= 0 : (minor ?? 0) > 0;
  });
}
