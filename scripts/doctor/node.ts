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
    if (isAtLeast(version.slice(1), engines.node.replace(/^>=\s*/, ''))) {
      return ok(`${version}, and ${engines.node} is asked for (${execPath})`);
    }
    const todo = `install Node ${engines.node}: https://nodejs.org`;
    return failed({ found: `${version}, but ${engines.node} is asked for (${execPath})`, todo, exit: EXIT.unfinished });
  },
};

/** `20.19.5` is at least `20.19`. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (have?.[at] ?? 0) - (want?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
