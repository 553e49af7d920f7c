import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import house from '../../floors.json' with { type: 'json' };

const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** What holds a sentence for people: a reason, an error's message, the text of how a request ended. */
const SENTENCE = String.raw`\b(?:\w*[rR]eason|message|outcome|lostBecause)\b`;
/** May stand between a sentence and what is done with it: `(x.reason ?? '').includes(…)`. */
const WRAPPED = String.raw`(?:\s*\?\?\s*['"\`]{2})?\)?[!?]*`;

const READINGS = [
  // A method that looks into it.
  new RegExp(`${SENTENCE}${WRAPPED}\\s*\\.(?:startsWith|endsWith|includes|indexOf|match|matchAll|search)\\(`),
  // A pattern or a list that is asked for it.
  new RegExp(`\\.(?:test|exec)\\(\\s*(?:[\\w?.]*\\.)?${SENTENCE}${WRAPPED}\\s*[,)]`),
  // A reason or message compared with a text. No text at all is no sentence.
  /\b(?:\w*[rR]eason|message|lostBecause)\b\s*[!=]==\s*['"`][^'"`]/,
  /['"`]\s*[!=]==\s*(?:[\w?.]*\.)?\b(?:\w*[rR]eason|message)\b/,
  // An outcome is often a word of a closed set, which is what comparing is for; with a space in it it is a sentence.
  /\boutcome\b\s*[!=]==\s*['"`][^'"`]* /,
];

/** Where somebody else's program tells a case by nothing but its words. */
const ALLOWED: Record<string, string> = {
  'crm/devrev/read-object.ts': 'DevRev answers an unrouted path with a message alone',
  'store/database-away.ts': 'pg gives no code when it loses a connection',
};

test('No code reads a sentence back: what it needs to know is a code beside it', () => {
  const found = sources().flatMap((file) =>
    readingsIn(readFileSync(join(HOME, file), 'utf8')).map((line) => [file, line]),
  );
  expect(found.filter(([file]) => ALLOWED[file ?? ''] === undefined)).toEqual([]);
  expect([...new Set(found.map(([file]) => file))].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test.for([
  "return (run.stopReason ?? '').startsWith(who);",
  "if (run.stopAt !== null && run.stopReason !== 'cancelled') return 'resume';",
  "if (error.message.includes('npm run up')) throw error;",
  "if (row.outcome !== 'answered 200') {",
  "if (/^partial/.test(pair.reason)) return 'partial';",
  'const isCanary = PATTERN.exec(pauseReason) !== null;',
  'const cause = reason?.match(/\\d+/);',
  "if ('by a person' === progress.pauseReason) return;",
])('It is noticed when code says %s', (line) => {
  expect(readingsIn(line)).toEqual([line.trim()]);
});

test.for([
  "if (result.outcome === 'not-started') return;",
  "const text = reason === null ? state : state + ': ' + reason;",
  "pairs.map(({ reason }) => (reason === '' ? '' : inBrackets(reason)))",
  'return MERGED.includes(outcome);',
  "if (why.code === 'unknown') return reason;",
])('It is all right when code says %s', (line) => {
  expect(readingsIn(line)).toEqual([]);
});

function readingsIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line));
  return lines.filter((line) => READINGS.some((reading) => reading.test(line))).map((line) => line.trim());
}

function sources(): string[] {
  return Object.keys(house.floors).flatMap((floor) =>
    readdirSync(join(HOME, floor), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(floor, name)),
  );
}
