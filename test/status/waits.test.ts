import { expect, test } from 'vitest';
import { type WaitFacts, waitsOf } from '../../control/status/waits.ts';
import { at } from './status.ts';

const BUDGET = { limit: { calls: 45, windowMs: 60_000 }, made: 45, reserved: 0, fullUntil: at(3), blockedUntil: null };

function waits(more: Partial<WaitFacts>) {
  return waitsOf({ waitsFor: 'nothing', pausedBy: null, budget: null, inFlight: 3, ...more });
}

test('A run that nothing holds up waits for nothing', () => {
  expect(waits({})).toEqual([]);
  expect(waits({ budget: { ...BUDGET, fullUntil: null } })).toEqual([]);
});

test('A full budget and a 429 are waited out until they are over; of both the 429 is told', () => {
  expect(waits({ budget: BUDGET })).toEqual([{ for: 'budget', until: at(3), because: null }]);
  expect(waits({ budget: { ...BUDGET, blockedUntil: at(90) } })).toEqual([
    { for: 'crm', until: at(90), because: null },
  ]);
});

test('Without a cluster in flight nobody waits for the budget', () => {
  expect(waits({ budget: BUDGET, inFlight: 0 })).toEqual([]);
});

test('What a person has to do comes first, a pause with who has paused', () => {
  expect(waits({ waitsFor: 'resume', pausedBy: 'canary', budget: BUDGET })).toEqual([
    { for: 'resume', until: null, because: 'canary' },
    { for: 'budget', until: at(3), because: null },
  ]);
  expect(waits({ waitsFor: 'decision', pausedBy: 'person' })).toEqual([
    { for: 'decision', until: null, because: null },
  ]);
});
