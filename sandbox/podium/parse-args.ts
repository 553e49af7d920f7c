import { parseArgs } from 'node:util';
import type { PodiumSettings } from './settings.ts';

export const PODIUM_USAGE = `Usage: ./scripts/sandbox.ts --crm podium [options]

A practice Podium on loopback, with invented people. It keeps nothing when it ends.

  --port N               its port (default: a free one)
  --seed N               which people (default: 1)
  --singles N            so many more of whom nobody shares anything (default: 0)
  --rate-limit R         300/60s, 20/500ms or unlimited (default: 300/60s)
  --effect-log FILE      append everything that was applied, as JSON lines
  --env                  print the lines for .env, with port 9910 unless another is named: practice data then lies in .data/practice
  --json                 print the ready line as JSON: {"url":…,"org":…,"clientId":…,"clientSecret":…}
  --leash                end when standard input closes
  --help                 print this
`;

export interface PodiumArgs {
  help: boolean;
  json: boolean;
  env: boolean;
  leash: boolean;
  port: number;
  seed: number;
  singles: number;
  rateLimit: PodiumSettings['rateLimit'];
  effectLog: string | undefined;
}

/** Throws a TypeError that says what is wrong. */
export function parsePodiumArgs(args: string[]): PodiumArgs {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      seed: { type: 'string', default: '1' },
      singles: { type: 'string', default: '0' },
      'rate-limit': { type: 'string', default: '300/60s' },
      'effect-log': { type: 'string' },
      json: { type: 'boolean', default: false },
      env: { type: 'boolean', default: false },
      leash: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, json, env, leash } = values;
  return {
    ...{ help, json, env, leash },
    port: count('port', values.port ?? (env ? '9910' : '0'), 65_535),
    seed: count('seed', values.seed),
    singles: count('singles', values.singles, 1_000_000),
    rateLimit: rateLimit(values['rate-limit']),
    effectLog: values['effect-log'],
  };
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

function rateLimit(text: string): PodiumSettings['rateLimit'] {
  if (text === 'unlimited') return text;
  const [, calls, length, unit] = /^([1-9][0-9]*)\/([1-9][0-9]*)(ms|s|m)$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  if (factor === undefined) throw new TypeError(`Cannot read --rate-limit "${text}"`);
  return { calls: Number(calls), windowMs: Number(length) * factor };
}

function count(name: string, text: string, max = 2_147_483_647): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new TypeError(`Cannot read --${name} "${text}": expected a number from 0 to ${max}`);
  return value;
}
