import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { mergesCsv, redirectsCsv } from '../../store/reports/text.ts';
import type { ReportPair } from '../../store/reports/types.ts';

const PAIR: ReportPair = {
  name: `${'a'.repeat(32)}.@REVU-2`,
  cluster: 'a'.repeat(32),
  strategy: 'newest',
  decision: 'review',
  primary: 'REVU-1',
  duplicate: '@REVU-2',
  result: 'held',
  state: 'held',
  reason: '=HYPERLINK("http://example.com"), "quoted"\nand broken',
  otherRun: null,
  sends: 0,
  outcome: '-1',
  proof: null,
  why: null,
  consent: 'not checked',
  relations: {},
  own: null,
  backups: [],
  sentAt: null,
  doneAt: null,
};

test('No cell of the CSVs can be taken for a formula, and nothing of its text is lost', () => {
  const [row] = parse([...mergesCsv([PAIR], [])].join(''), { columns: true });
  expect(row).toMatchObject({
    duplicate: "'@REVU-2",
    outcome: "'-1",
    reason: `'${PAIR.reason}`,
    sends: '0',
    proof: '',
  });

  const redirect = {
    oldId: '+1',
    newId: 'REVU-1',
    oldFullId: '=1',
    newFullId: 'don:1',
    run: 'r',
    time: 't',
    byPerson: false,
  };
  const [shown] = parse([...redirectsCsv([redirect])].join(''), { columns: true });
  expect(shown).toMatchObject({ old_id: "'+1", old_full_id: "'=1", new_id: 'REVU-1' });
});
