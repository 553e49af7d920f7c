import { expect, test } from 'vitest';
import { REVU_COLUMNS, revuCells, revuCsv, revuPlanOf } from './revu-user.ts';

const START = 'users.csv line 1: the header does not fit profile revu-user:\n  ';

test('The columns may stand in any order', async () => {
  const rows = [revuCells(), revuCells({ REV_USER_ID: 'REVU-2', EXTERNAL_REF: 'user_2', TICKET_COUNT: '7' })];
  const plans = await Promise.all(
    [REVU_COLUMNS, REVU_COLUMNS.toReversed()].map((columns) => revuPlanOf(revuCsv(rows, columns))),
  );
  expect(plans[1]?.plan).toEqual(plans[0]?.plan);
  expect(plans[0]?.plan.clusters[0]?.members[1]).toMatchObject({ id: 'REVU-2', externalRef: 'user_2', tickets: 7 });
});

test.each<[string, readonly string[], string]>([
  ['missing', REVU_COLUMNS.filter((name) => name !== 'FULL_NAME'), "no column 'FULL_NAME'"],
  ['duplicate', [...REVU_COLUMNS, 'EMAIL'], "column 'EMAIL' stands more than once: 3, 9"],
  ['misspelt', REVU_COLUMNS.with(0, 'Rev_User'), "no column 'REV_USER_ID'; the nearest is 'Rev_User' in column 1"],
])('A %s header is refused by name', async (_, columns, problem) => {
  await expect(revuPlanOf(revuCsv([], columns))).rejects.toThrow(`${START}${problem}`);
});

test('An id in full and its short form are the same contact', async () => {
  const full = 'don:identity:dvrv-us-1:devo/ACME:revu/L5j4DWjk';
  const rows = [revuCells(), revuCells({ REV_USER_ID: full, EXTERNAL_REF: 'user_2' })];
  const { plan } = await revuPlanOf(revuCsv(rows));
  expect(plan.clusters[0]?.duplicates).toEqual(['REVU-L5j4DWjk']);
  const twice = await revuPlanOf(revuCsv([...rows, revuCells({ REV_USER_ID: 'REVU-L5j4DWjk' })]));
  expect(twice.repeatedIds).toEqual([{ id: 'REVU-L5j4DWjk', lines: [3, 4] }]);
  expect(twice.plan.clusters[0]?.decision).toBe('blocked');
});

const NO_REF = "starts with neither 'REVU-' nor 'user_'";

test.each<[Record<string, string>, string, string]>([
  [{ REV_USER_ID: '12' }, 'REV_USER_ID', "is '12', expected an id such as REVU-123"],
  [{ REV_USER_ID: 'don:identity:dvrv-us-1:devo/A:devu/3' }, 'REV_USER_ID', 'expected an id such as REVU-123'],
  [{ EXTERNAL_REF: 'crm-1' }, 'EXTERNAL_REF', NO_REF],
  [{ EXTERNAL_REF: 'old_REVU-1' }, 'EXTERNAL_REF', NO_REF],
  [{ EXTERNAL_REF: 'user_' }, 'EXTERNAL_REF', NO_REF],
  [{ EXTERNAL_REF: '' }, 'EXTERNAL_REF', NO_REF],
  [{ EMAIL: 'n/a' }, 'EMAIL', 'is 3 characters long and no e-mail address'],
  [{ TICKET_COUNT: '-1' }, 'TICKET_COUNT', "is '-1', expected a whole number"],
  [{ UPDATED_AT: '' }, 'UPDATED_AT', 'is empty, expected a time such as 2025-01-15 09:05:00.000'],
  [{ CREATED_AT: '15.01.2025' }, 'CREATED_AT', "is '15.01.2025', expected a time"],
])('A row with %o is rejected with its line and the reason', async (cells, column, problem) => {
  const { rejected } = await revuPlanOf(revuCsv([revuCells(), revuCells(cells)]));
  expect(rejected).toMatchObject([{ line: 3, column, problem: expect.stringContaining(problem) }]);
});

test('A reference that is rejected is not shown: it is contact data', async () => {
  const { rejected } = await revuPlanOf(revuCsv([revuCells({ EXTERNAL_REF: 'crm-4711' })]));
  expect(rejected).toHaveLength(1);
  expect(rejected[0]?.problem).not.toContain('4711');
});
