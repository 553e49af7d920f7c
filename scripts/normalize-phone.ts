#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: nothing but its arguments. Opens no connection, reads no setting.
import { parseArgs } from 'node:util';
import { type PhoneFault, type PhoneReading, readPhone } from '../contacts/keys/phone-key.ts';
import { phoneVersion } from '../contacts/keys/phone-version.ts';
import { printable, printableJson } from '../contacts/words/printable.ts';
import { UsageError } from './cli/usage-error.ts';
import { regionOf } from './plan/region-of.ts';

const USAGE = `Usage: ./scripts/normalize-phone.ts "0412 345 678" --region AU      npm run normalize-phone -- "0412 345 678" --region AU

Says which number a text is: E.164, national form, country, type; or why it is none.

  --region XX   the country of numbers without a country code, two letters (default: only numbers with + are understood)
  --json        one JSON object instead of text
  --help        print this

Exit codes: 0 a valid number, 1 nothing in it or it cannot be read, 2 it can be read and no such number exists, 3 wrong usage, 70 unexpected.
`;

/** As the skill that this grew from has them, so that its callers need not change: not those of the other verbs. */
const EXIT = { valid: 0, unreadable: 1, notValid: 2, usage: 3, unexpected: 70 } as const;

const EXIT_OF: Record<PhoneFault, number> = {
  empty_input: EXIT.unreadable,
  letters: EXIT.unreadable,
  multiple_numbers: EXIT.unreadable,
  parse_failed: EXIT.unreadable,
  not_a_valid_number: EXIT.notValid,
};

// Where nobody reads, or the disk is full, it fails after `main`: Node's own 1 would say something of the number.
process.stdout.on('error', () => process.exit(EXIT.unexpected));

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${printable(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = isUsage(error) ? EXIT.usage : EXIT.unexpected;
}

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    options: { region: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return EXIT.valid;
  }
  const [phone, ...others] = positionals;
  if (phone === undefined || others.length > 0) throw new UsageError('Which number? Give one, in quotes');
  const reading = readPhone(phone, regionOf(values.region));
  const text = values.json ? printableJson({ ...withSourceNames(reading), library: phoneVersion() }) : textOf(reading);
  process.stdout.write(`${text}\n`);
  if (reading.valid) return EXIT.valid;
  return EXIT_OF[reading.reason];
}

function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** `natural_key` is what the skill's own output calls it. */
function withSourceNames(reading: PhoneReading): object {
  if (!reading.valid) return reading;
  const { key, ...rest } = reading;
  return { ...rest, natural_key: key };
}

function textOf(reading: PhoneReading): string {
  if (!reading.valid) return `not a number: ${reading.reason}${reading.detail === null ? '' : ` (${reading.detail})`}`;
  const { key, national, country: of, type, extension } = reading;
  const lines = [key, `national   ${national}`, `country    ${of ?? 'none'}`, `type       ${type ?? 'unknown'}`];
  return [...lines, ...(extension === null ? [] : [`extension  ${extension}`])].join('\n');
}
