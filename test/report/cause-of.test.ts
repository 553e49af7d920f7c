import { expect, test } from 'vitest';
import { causeOf } from '../../pages/report/cause-of.ts';
import { makePair } from './make-report.ts';

const cause = (reason: string | null): string => causeOf(makePair(0, { result: 'held', reason }));

test('Pairs that stopped for the same cause are counted together, whatever their contacts and numbers', () => {
  expect(cause('the CSV says 12 tickets for REVU-2, DevRev has 1')).toBe(
    'the CSV says N tickets for a contact, DevRev has N',
  );
  expect(cause(`locked by ${'a1'.repeat(16)}.REVU-77`)).toBe('locked by another pair');
  expect(cause('REVU-90 was merged into REVU-91 by run 0a1b2c3d4e5f-12')).toBe(
    'a record was merged into a record by another run',
  );
  expect(cause('the backup of REVU-1 failed: answered 500')).toBe('the backup of a contact failed: answered 500');
  expect(cause(null)).toBe('held, without a reason');
});
