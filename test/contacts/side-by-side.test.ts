import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sideBySide } from '../../contacts/explain/side-by-side.ts';
import { columnsOf } from '../../contacts/words/wrap-text.ts';
import { revuCluster } from './revu-user.ts';

test('Contacts stand side by side, the one to keep first; what differs is marked, what nobody has is left out', () => {
  const cluster = revuCluster(
    { externalRef: 'user_1', name: 'A. Lund', tickets: 3, updatedAt: '2025-01-01T00:00:00Z' },
    { externalRef: 'REVU-2', name: 'Ada Lund', tickets: 3, updatedAt: '2025-01-01T00:00:00Z' },
  );
  expect(sideBySide(cluster, 79)).toEqual([
    '                  1 REVU-2 kept                 2 REVU-1',
    '≠ name            Ada Lund                      A. Lund',
    '≠ external ref    REVU-2                        user_1',
    '  updated at      2025-01-01T00:00:00Z          2025-01-01T00:00:00Z',
    '  tickets         3                             3',
  ]);
});

test('However many there are and whatever they are called, no line is wider than the terminal, and each contact is shown', () => {
  const name = fc.oneof(
    fc.constantFrom('Ada', '李小龍李小龍李小龍李小龍李小龍', 'x'.repeat(200)),
    fc.string({ maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 7 }), fc.integer({ min: 60, max: 120 }), (names, width) => {
      const cluster = revuCluster(...names.map((one, at) => ({ name: one, externalRef: `user_${at}` })));
      const lines = sideBySide(cluster, width);
      expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
      const heads = lines.filter((line) => / kept/.test(line)).join(' ');
      for (const [at] of names.entries()) expect(heads).toContain(`REVU-${at + 1}`);
    }),
  );
});
