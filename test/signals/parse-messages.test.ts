import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecision, parseSeq, parseStop } from '../../workflows/run/parse-messages.ts';
import { anything } from './hostile.ts';

const PAYLOADS = { numRuns: 5_000, seed: 12 };

/** What the store, a log and a terminal take. */
function isStorable(text: string | null, longest: number): boolean {
  if (text === null) return true;
  return text.length > 0 && text.length <= longest && !/[\p{Cc}\p{Cs}\p{Cf}]/u.test(text);
}

test.for(['pause', 'resume', 'finish'])('Whatever a %s carries, only a plain reason and a code are taken of it', () => {
  fc.assert(
    fc.property(anything, (message) => {
      const { isInStore, reason, code, ...more } = parseStop(message);
      expect(more).toEqual({});
      expect(typeof isInStore).toBe('boolean');
      expect(isStorable(reason, 500) && isStorable(code, 64)).toBe(true);
    }),
    PAYLOADS,
  );
});

test.for(['approve', 'reject'])('Whatever a %s carries, only a selection, a name and a code are taken of it', () => {
  fc.assert(
    fc.property(anything, (message) => {
      const { selection, by, code, ...more } = parseDecision(message);
      expect(more).toEqual({});
      expect(isStorable(by, 200) && isStorable(code, 64)).toBe(true);
      if (selection === null) return;
      expect(Object.keys(selection)).toHaveLength(1);
      if ('clusters' in selection) {
        expect(selection.clusters.length).toBeLessThanOrEqual(5_000);
        expect(selection.clusters.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
      } else if ('strategy' in selection) expect(isStorable(selection.strategy || null, 100)).toBe(true);
      else expect(selection).toEqual({ all: true });
    }),
    PAYLOADS,
  );
});

test('Whatever a goOn carries, its number is one that can be compared', () => {
  fc.assert(
    fc.property(anything, (message) => {
      const seq = parseSeq(message);
      expect(Number.isSafeInteger(seq) && seq >= -1).toBe(true);
    }),
    PAYLOADS,
  );
});

test('What a person types into the Temporal UI is taken as it stands', () => {
  const cluster = '0123456789abcdef'.repeat(2);
  expect(parseDecision({ all: true, by: 'Ada', code: 'c0de' })).toEqual({
    selection: { all: true },
    by: 'Ada',
    code: 'c0de',
  });
  expect(parseDecision({ strategy: 'cxp-uid' }).selection).toEqual({ strategy: 'cxp-uid' });
  expect(parseDecision({ clusters: [cluster, 'x', 5] }).selection).toEqual({ clusters: [cluster] });
  expect(parseDecision({ al: true })).toEqual({ selection: null, by: null, code: null });
  expect(parseDecision({ all: 'true' }).selection).toBeNull();
  expect(parseStop({ reason: ' Mittagspause, zurück um 13 Uhr ' }).reason).toBe('Mittagspause, zurück um 13 Uhr');
  expect(parseStop(undefined)).toEqual({ isInStore: false, reason: null, code: null });
  expect(parseStop({ reason: ['a', 'b'], seq: 'abc' })).toEqual({ isInStore: true, reason: null, code: null });
});
