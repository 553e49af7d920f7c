import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '../../api/fastapi/json-fault.ts';
import { parseJson } from '../../api/fastapi/parse-json.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const damaged = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(80),
    fc.nat(2),
    fc.string({ maxLength: 2, unit: fc.constantFrom(...'{}[]",:\\u09+-.eE tn\n') }),
  )
  .map(([text, at, cut, more]) => text.slice(0, at) + more + text.slice(at + cut));

test('A fault is found exactly where JSON.parse fails', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      expect(findJsonFault(text) === null).toBe(isJson(text));
    }),
    { numRuns: 5000 },
  );
});

test('Text of any depth and length is looked at without an overflow', () => {
  expect(findJsonFault('['.repeat(1_000_000))).toBe(1_000_000);
  expect(findJsonFault(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)).toBeNull();
  expect(findJsonFault(`"${'x'.repeat(5_000_000)}`)).toBe(0);
});

test('Integers stay exact, and all else is what JSON.parse makes of it', () => {
  expect(parseJson('[9223372036854775807,-9223372036854775808,1234567890123456]')).toEqual([
    9223372036854775807n,
    -9223372036854775808n,
    1234567890123456,
  ]);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify({ value, long: '1234567890123456' });
      const asNumbers = (_: string, found: unknown) => (typeof found === 'bigint' ? Number(found) : found);
      expect(JSON.stringify(parseJson(text), asNumbers)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});
