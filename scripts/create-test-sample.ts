#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the files it is given. Opens no connection, reads no setting.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROFILE_NAMES } from '../contacts/profiles/profiles.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { UsageError } from './cli/usage-error.ts';
import { profileOf, READING_OPTIONS, READING_USAGE, readingOf } from './plan/csv-args.ts';
import { sampleText, saveSample } from './plan/save-sample.ts';

const HELP = `Takes a few whole clusters out of a CSV, something of every kind, to try a run with.

Usage: ./scripts/create-test-sample.ts --input contacts.csv --output test_contacts.csv [--size 4] [--seed N]
       npm run create-test-sample -- …

  --input FILE         the CSV; what is taken of it stands there as it was, byte for byte
  --output FILE        is written, for its owner only: it holds contact data
  --size N             so many clusters, one of each strategy and decision in turn (default: 4)
  --seed N             another choice (default: 1); the same one gives the same clusters
  --profile NAME       the CSV's layout: ${PROFILE_NAMES.join(', ')} (default: the one that the header fits)
${READING_USAGE}
  --never-merge FILE   pairs that are different people
  --rules FILE         the rules that decide (default: rules.default.yaml)
  --json               one object on stdout
  --help               this text

Exit codes: 0 written, 2 usage, 3 bad input, or no cluster in it: nothing is written.
`;

try {
  const { values } = parseArgs({
    options: {
      input: { type: 'string' },
      output: { type: 'string' },
      size: { type: 'string', default: '4' },
      seed: { type: 'string', default: '1' },
      profile: { type: 'string' },
      ...READING_OPTIONS,
      'never-merge': { type: 'string' },
      rules: { type: 'string', default: fileURLToPath(new URL('../rules.default.yaml', import.meta.url)) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const { input, output, rules, json } = values;
    if (input === undefined || output === undefined) throw new UsageError('Expected --input FILE and --output FILE');
    const profile = profileOf(values.profile);
    const neverMerge = values['never-merge'] ?? null;
    const csv = { path: input, profile, ...readingOf(values), rules, neverMerge, strict: false };
    const size = whole('size', { text: values.size, least: 1 });
    const seed = whole('seed', { text: values.seed, least: 0 });
    const sample = await saveSample({ csv, output, size, seed });
    print({ json, value: sample, text: sampleText(sample) });
  }
} catch (error) {
  fail(error);
}

function whole(name: string, { text, least }: { text: string; least: number }): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`--${name} is '${text}', expected a whole number from ${least} on`);
}
