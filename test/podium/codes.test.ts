import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventOf } from '../../store/audit/event-of.ts';
import type { Reason } from '../../store/reasons.ts';
import type { PairState } from '../../store/types.ts';

const DOC = readFileSync(new URL('../../docs/podium.md', import.meta.url), 'utf8');

test('The manual says what becomes of each of the fourteen codes', () => {
  const codes = Array.from({ length: 14 }, (_, at) => String(at + 1).padStart(3, '0'));
  const cells = [...DOC.matchAll(/^\| (?:ERR_DEDUP_)?(\d{3}[\d, ]*?) +\|/gm)].map(([, cell = '']) => cell.split(', '));
  expect(cells.flat().sort()).toEqual(codes);
});

test('The manual maps every status of the skill onto states of the ledger', () => {
  const statuses = ['pending', 'merging', 'merged', 'patched', 'compliance_failed', 're_index_required'];
  const side = ['conflict_pending', 'failed', 'failed_permanent', 'manually_resolved'];
  const [, table = ''] = DOC.split('### States');
  const [first = ''] = table.split('Resuming is');
  for (const status of [...statuses, ...side]) expect(first).toContain(`\`${status}\``);
  const states: PairState[] = [
    'approved',
    'fresh',
    'intent',
    'sent',
    'merged',
    'done',
    'held',
    'drifted',
    'not-applied',
  ];
  for (const state of states) expect(first).toContain(`\`${state}\``);
});

test('A merge that Podium has refused is told by the code of its answer', () => {
  const error = (answered?: number): string | null =>
    eventOf({ state: 'held', why: { code: 'not-applied', values: answered === undefined ? {} : { answered } } }).error;
  expect([400, 404, 409, 422].map(error)).toEqual(['ERR_DEDUP_006', 'ERR_DEDUP_007', 'ERR_DEDUP_008', 'ERR_DEDUP_009']);
  expect([error(500), error()]).toEqual(['not-applied', 'not-applied']);
});

test('Refusals that a merge took away, and contacts that come back, have their codes', () => {
  const values = { contact: 'ct_1', fields: ['transactional phone'], failure: null };
  const failed = eventOf({ state: 'held', why: { code: 'compliance-failed', values } });
  expect(failed).toMatchObject({ real: 'compliance_failed', error: 'ERR_DEDUP_010' });
  const seen = (sightings: number): string | null =>
    eventOf({ state: 'held', why: { code: 'restored', values: { duplicate: 'b', primary: 'a', run: 'r', sightings } } })
      .error;
  expect([1, 2, 3, 4].map(seen)).toEqual(['restored', 'restored', 'ERR_DEDUP_013', 'ERR_DEDUP_013']);
});

test('Where the ledger and Podium disagree after a merge was sent, a person is told so by its code', () => {
  const whys: Reason[] = [
    { code: 'primary-gone', values: { contact: 'ct_1' } },
    { code: 'merged-elsewhere', values: { contact: 'ct_2' } },
    { code: 'still-there', values: { things: ['conversations'] } },
  ];
  const ends = whys.map((why) => eventOf({ state: 'held', why }));
  expect(ends.map(({ real, error }) => `${real} ${error}`)).toEqual(Array(3).fill('merge_failed ERR_DEDUP_012'));
});
