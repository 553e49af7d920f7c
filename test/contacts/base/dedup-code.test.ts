import { expect, test } from 'vitest';
import { dedupCodes } from '../../../contacts/base/shown/dedup-code.ts';

test('Numbers that cannot be read and those that do not exist have codes of their own, two countries none, and so has a low score', () => {
  const faults = [
    ['not_a_valid_number', 2],
    ['letters', 3],
    ['empty_input', 1],
    ['two_regions', 5],
  ] as const;
  expect(dedupCodes({ faults, belowThreshold: 4 })).toEqual({ ERR_DEDUP_001: 4, ERR_DEDUP_002: 2, ERR_DEDUP_004: 4 });
  expect(dedupCodes({ faults: [], belowThreshold: 0 })).toEqual({});
});
