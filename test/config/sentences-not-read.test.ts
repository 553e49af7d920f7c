import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import house from '../../floors.json' with { type: 'json' };
import { readingsIn } from './readings.ts';

const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** Where somebody else's program tells a case by nothing but its words, or what is named so is a word of a closed set. */
const ALLOWED: Record<string, string> = {
  'contacts/explain/text.ts': 'of the outcomes of a rule, which are a closed set, some have a space',
  'crm/devrev/read-object.ts': 'DevRev answers an unrouted path with a message alone',
  'local/process/leash-child.mjs': 'a message there is what one process sends another',
  'scripts/cli/contact-dedupe.mjs': 'Node names the package that is missing in its message alone',
  'scripts/normalize-phone.ts': 'the reason why a text is no number is a code',
  'scripts/test/second-try.mjs': 'Vitest says that it waited in vain in a message alone',
  'store/database-away.ts': 'pg gives no code when it loses a connection',
};

test('No code reads a sentence back: what it needs to know is a code beside it', () => {
  const found = sources().flatMap((file) =>
    readingsIn(readFileSync(join(HOME, file), 'utf8')).map((place) => [file, place]),
  );
  expect(found.filter(([file]) => ALLOWED[file ?? ''] === undefined)).toEqual([]);
  expect([...new Set(found.map(([file]) => file))].sort()).toEqual(Object.keys(ALLOWED).sort());
});

/** What is noticed, and between what it stands in a whole file. */
test.for([
  ["(run.stopReason ?? '').startsWith(who)"],
  ["run.stopReason !== 'cancelled'"],
  ["error.message.includes('npm run up')"],
  ["row.outcome !== 'answered 200'"],
  ['/^partial/.test(pair.reason)'],
  ['PATTERN.exec(pauseReason)'],
  ['reason?.match(/\\d+/)'],
  ["'by a person' === progress.pauseReason"],
  ["pair['reason'].endsWith('(401)')"],
  ["said.reason.trim().toLowerCase().search('canary')"],
  ['STOPS.includes(run.stopReason)'],
  ['BY_SENTENCE.get(message)'],
  ['BY_SENTENCE[reason]'],
  ['run.stopReason === CANCELLED'],
  ["r.startsWith('canary')", 'const r = run.reason;'],
  ["said.includes('canary')", "const { stopReason: said = '' } = run;"],
  ["'cancelled' === s", 'const r = run.stopReason ?? null; const s = r;'],
  ['/canary/.test(words)', 'const words = String(error.message);'],
  ["m.match('fetch failed')", 'function isAway({ message: m }: Error): boolean {', '}'],
] as const)('It is noticed when code says %s', ([place, before = '', after = '']) => {
  expect(readingsIn(`${before}\nif (${place}) stop();\n${after}`)).toEqual([place]);
});

test('It is noticed over several lines, and when a switch does it', () => {
  expect(readingsIn("const isCanary = run\n  .stopReason\n  ?.startsWith('canary');")).toHaveLength(1);
  expect(readingsIn("switch (run.stopReason) { case 'cancelled': stop(); }")).toHaveLength(1);
});

test.for([
  "if (result.outcome === 'not-started') return;",
  "const text = reason === null ? state : state + ': ' + reason;",
  "pairs.map(({ reason }) => (reason === '' ? '' : inBrackets(reason)))",
  'return MERGED.includes(outcome);',
  "if (why.code === 'unknown') return reason;",
  "// if (reason.startsWith('canary')) return;",
  'const isSame = one.reason === other.reason;',
  "function one(): string { const r = run.reason; return r; } function other(r: Code): boolean { return r === 'canary'; }",
])('It is all right when code says %s', (line) => {
  expect(readingsIn(line)).toEqual([]);
});

/** Those that have a sentence at all. */
function sources(): string[] {
  return Object.keys(house.floors).flatMap((floor) =>
    readdirSync(join(HOME, floor), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .map((name) => join(floor, name))
      .filter((file) => /reason|message|outcome|lostBecause/i.test(readFileSync(join(HOME, file), 'utf8'))),
  );
}
