import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

/** Something of ours that fails for a reason that nobody thought of. */
const BROKEN = 'data:text/javascript,String.prototype.trim=()=>{throw(new(Error)("broken"))}';

function run(args: string[], preload: string[] = []): { code: number | null; out: string; err: string } {
  const node = [...preload.flatMap((url) => ['--import', url]), join(inject('scripts'), 'normalize-phone.cjs')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

test.each([
  [['0412 345 678', '--region', 'AU'], 0, /^\+61412345678\nnational {3}0412 345 678\ncountry {4}AU\ntype {7}mobile\n$/],
  [['', '--region', 'AU'], 1, /empty_input/],
  [['0412 345 678'], 1, /parse_failed \(INVALID_COUNTRY\)/],
  [['000', '--region', 'AU'], 2, /not_a_valid_number/],
] as const)('normalize-phone %j ends with %i', (args, code, said) => {
  expect(run([...args])).toEqual({ code, out: expect.stringMatching(said), err: '' });
});

test.each([
  [[], /in quotes/],
  [['1', '2'], /in quotes/],
  [['000', '--region', 'ZZ'], /two capital letters/],
  [['000', '--nonsense'], /nonsense/],
])('normalize-phone %j is wrong usage: 3', (args, said) => {
  expect(run([...args])).toEqual({ code: 3, out: '', err: expect.stringMatching(said) });
});

test('An error that nobody thought of ends normalize-phone with 70', () => {
  expect(run(['0412 345 678', '--region', 'AU'], [BROKEN])).toMatchObject({ code: 70, out: '' });
});

test('What cannot be written ends it with 70 too: neither 1 nor 2, which say something of the number', () => {
  const unwritable = openSync(import.meta.filename, 'r');
  const script = join(inject('scripts'), 'normalize-phone.cjs');
  const { status } = spawnSync(process.execPath, [script, '+61412345678'], { stdio: ['ignore', unwritable, 'ignore'] });
  closeSync(unwritable);
  expect(status).toBe(70);
});

test('--json has the names that the skill has, and what decided', () => {
  const { out } = run(['0412 345 678', '--region', 'AU', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    valid: true,
    e164: '+61412345678',
    national: '0412 345 678',
    country: 'AU',
    natural_key: '+61412345678',
    library: expect.stringMatching(/^libphonenumber-js/),
  });
});
