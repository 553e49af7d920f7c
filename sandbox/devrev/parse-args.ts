import { parseArgs } from 'node:util';
import { SAMPLES, type Sample } from '../../samples/sample.ts';
import { parseRateLimit } from './parse-rate-limit.ts';
import { CONSUMED_MODES, DEFAULT_SETTINGS } from './settings.ts';
import type { SandboxOptions } from './start.ts';

const DEFAULT = 'external-contacts';

export const USAGE = `Usage: ./scripts/sandbox.ts [options]

A practice DevRev on loopback, with invented people. It keeps nothing when it ends.

  --crm NAME             another CRM: podium, with options of its own (--crm podium --help)
  --port N               port of the API (default: a free one)
  --attachment-port N    port of the attachments (default: a free one)
  --profile NAME         the sample whose world to serve: ${Object.keys(SAMPLES).join(', ')} (default: ${DEFAULT})
  --seed N               which one of these worlds (default: 1)
  --rate-limit R         45/60s, 1000/5m, 20/500ms or unlimited (default: unlimited)
  --merge-delay MS       from the answer of a merge to its effect (default: 50)
  --consumed MODE        what a merged contact answers: 404, deleted, pointer or redirect (default: 404)
  --effect-log FILE      append everything that was applied, as JSON lines
  --env                  print the lines for .env, with port 9900 (attachments 9901) unless others are named: practice data then
                         lies in .data/practice, away from that of real runs
  --json                 print the ready line as JSON: {"url":…,"attachmentUrl":…,"org":…,"tokens":[…]}
  --leash                end when standard input closes
  --help                 print this
`;

export interface SandboxArgs {
  help: boolean;
  json: boolean;
  env: boolean;
  leash: boolean;
  sample: Sample;
  seed: number;
  port: number;
  attachmentPort: number;
  options: SandboxOptions;
}

/** Throws a TypeError that says what is wrong. */
export function parseSandboxArgs(args: string[]): SandboxArgs {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      'attachment-port': { type: 'string' },
      profile: { type: 'string', default: DEFAULT },
      seed: { type: 'string', default: '1' },
      'rate-limit': { type: 'string', default: 'unlimited' },
      'merge-delay': { type: 'string', default: String(DEFAULT_SETTINGS.mergeDelayMs) },
      consumed: { type: 'string', default: DEFAULT_SETTINGS.consumed },
      'effect-log': { type: 'string' },
      json: { type: 'boolean', default: false },
      env: { type: 'boolean', default: false },
      leash: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const rateLimit = parseRateLimit(values['rate-limit']);
  if (rateLimit === null) throw new TypeError(`Cannot read --rate-limit "${values['rate-limit']}"`);
  const consumed = CONSUMED_MODES.find((mode) => mode === values.consumed);
  if (consumed === undefined) throw new TypeError(`Cannot read --consumed "${values.consumed}"`);
  const sample = SAMPLES[values.profile];
  if (sample === undefined) {
    throw new TypeError(`No --profile "${values.profile}": expected one of ${Object.keys(SAMPLES).join(', ')}`);
  }
  const effectLog = values['effect-log'];
  return {
    help: values.help,
    json: values.json,
    env: values.env,
    leash: values.leash,
    sample,
    seed: count({ name: 'seed', text: values.seed }),
    port: count({ name: 'port', text: values.port ?? (values.env ? '9900' : '0'), max: 65_535 }),
    attachmentPort: count({
      name: 'attachment-port',
      text: values['attachment-port'] ?? (values.env ? '9901' : '0'),
      max: 65_535,
    }),
    options: {
      rateLimit,
      consumed,
      mergeDelayMs: count({ name: 'merge-delay', text: values['merge-delay'] }),
      ...(effectLog === undefined ? {} : { effectLogPath: effectLog }),
    },
  };
}

function count({ name, text, max = 2_147_483_647 }: { name: string; text: string; max?: number }): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new TypeError(`Cannot read --${name} "${text}": expected a number from 0 to ${max}`);
  return value;
}
