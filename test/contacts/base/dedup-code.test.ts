import { expect, test } from 'vitest';
import { confidenceText, dedupCodes, faultText } from '../../../contacts/base/shown/dedup-code.ts';

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

test('What is printed has the code behind it where there is one', () => {
  expect([faultText('letters'), faultText('not_a_valid_number'), faultText('two_regions')]).toEqual([
    'letters (ERR_DEDUP_001)',
    'not_a_valid_number (ERR_DEDUP_002)',
    'two_regions',
  ]);
  expect(confidenceText({ score: 60, band: 'review' })).toBe('confidence 60 (ERR_DEDUP_004)');
  expect(confidenceText({ score: 80, band: 'auto' })).toBe('confidence 80');
});
