import { expect, test } from 'vitest';
import type { ScanStatus } from '../../control/scan/scan-status.ts';
import { scanExit, scanLine, scanText } from '../../scripts/scan/scan-words.ts';

const OPEN: ScanStatus = {
  ...{ scan: 'scan-12', crm: 'podium', organization: 'org_1', state: 'open', isFull: true },
  ...{ pages: 3, contacts: 300, rejected: 0, perMinute: 5400, expected: 1200 },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', endedAt: null, waitsFor: 'nothing', because: null, steps: [] },
};

test('A scan of all shows how much of the last complete one it has read, and no bar where nobody knows how many there are', () => {
  expect(scanLine(OPEN)).toBe(`[${'█'.repeat(4)}${'─'.repeat(12)}] 300 contacts on 3 pages, 5400 per minute`);
  expect(scanLine({ ...OPEN, contacts: 5_000 })).toContain(`[${'█'.repeat(16)}]`);
  expect(scanLine({ ...OPEN, state: 'complete', expected: null })).toContain(`[${'█'.repeat(16)}]`);
  expect(scanLine({ ...OPEN, expected: null })).toBe('300 contacts on 3 pages, 5400 per minute');
  expect(scanLine({ ...OPEN, isFull: false })).toBe('300 changed contacts on 3 pages, 5400 per minute');
});

test.each([
  ['authorize', 4, 'goes on by itself then: npm run authorize -- --crm podium'],
  ['resume', 4, 'npm run resume -- scan-12'],
  ['worker', 4, 'npm run worker'],
  ['crm', 0, 'goes on by itself'],
  ['postgres', 0, 'goes on by itself'],
  ['workflow', 5, 'goes on where it was: npm run scan -- --crm podium'],
] as const)('One that waits for %s ends status with %i and says what to do', (waitsFor, code, todo) => {
  const status = { ...OPEN, waitsFor };
  expect(scanExit(status)).toBe(code);
  expect(scanText(status)).toContain(todo);
});
