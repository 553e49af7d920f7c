import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** By which a CRM would be asked to allow anything again, or to take a contact away without a way back. */
const NEVER = /opt_in|optIn\(|hard=true|\bpurge\b/;
/** Who asks a CRM to refuse, to give a contact something, or to answer by an address. */
const CARRYING = /\.(refuse|give|whoAnswers)\(|\bwhoAnswers\b.*=>/;
const MAY_CARRY = /^(activities\/carrying\/|control\/proofs\/|crm\/)/;
/** Requests that ask this CRM for a change. */
const WRITES = /transport\.write\(|\/opt_out|'DELETE'|'PATCH'/;
const MAY_WRITE = /^crm\/(podium\/(writing\/|restoring\/|transport\.ts|http\.ts)|http\/send-once\.ts)/;
const NOT_THE_PRODUCT = /^(test|sandbox|samples|bench|\.ci)\//;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
});
const product = tracked.split('\n').filter((file) => file !== '' && !NOT_THE_PRODUCT.test(file));

function filesWith(pattern: RegExp, within = /^/): string[] {
  return product.filter((file) => within.test(file) && pattern.test(readFileSync(file, 'utf8')));
}

test('Nothing in the product can opt anybody in, or delete a contact for good by asking for it so', () => {
  expect(product.length).toBeGreaterThan(500);
  expect(filesWith(NEVER)).toEqual([]);
});

test('Refusals, values and addresses are asked for by the step that carries over, and by the proof, alone', () => {
  const found = filesWith(CARRYING);
  expect(found).toContain('activities/carrying/write-all.ts');
  expect(found.filter((file) => !MAY_CARRY.test(file))).toEqual([]);
});

test('What asks Podium for a change stands in the folders of merging and of undo, and a merge’s paths in one file', () => {
  const found = filesWith(WRITES, /^crm\//);
  expect(found).toContain('crm/podium/writing/paths.ts');
  expect(found.filter((file) => !MAY_WRITE.test(file))).toEqual([]);
});

test.each([
  "POST('/v4/contacts/campaigns/opt_in')",
  'await consent.optIn(phone);',
  "ask('DELETE', path + '?hard=true')",
])('That would be seen: %s', (line) => {
  expect(line).toMatch(NEVER);
});
