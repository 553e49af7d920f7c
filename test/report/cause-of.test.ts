import { expect, test } from 'vitest';
import { causeOf } from '../../pages/report/cause-of.ts';
import type { Reason } from '../../store/reasons.ts';
import { makePair } from './make-report.ts';

const cause = (why: Reason | null, reason: string | null = null): string =>
  causeOf(makePair(0, { result: 'held', reason, why }));

test('Pairs that stopped for the same cause are counted together, whatever their contacts and numbers', () => {
  const few = { contact: 'REVU-2', planned: 12, found: 1, things: 'tickets', crm: 'devrev' };
  expect(cause({ code: 'fewer-things', values: few })).toBe('the CSV says N tickets for a contact, DevRev has N');
  expect(cause({ code: 'locked', values: { pair: `${'a1'.repeat(16)}.REVU-77` } })).toBe('locked by another pair');
  expect(
    cause({ code: 'merged-before', values: { duplicate: 'REVU-90', primary: 'REVU-91', run: '0a1b2c3d4e5f-12' } }),
  ).toBe('a contact was merged into a contact by another run');
  expect(cause({ code: 'backup-failed', values: { contact: 'REVU-1', failure: 'Crm.server' } })).toBe(
    'the backup of a contact failed: Crm.server',
  );
  expect(cause(null)).toBe('held, without a reason');
});

test('A cause of which only the text is known is that text', () => {
  expect(cause({ code: 'unknown', values: {} }, 'as it was said before')).toBe('as it was said before');
  expect(cause(null, 'as it was said before')).toBe('as it was said before');
});
