import { expect, test } from 'vitest';
import { inFlightOf } from '../../control/status/in-flight.ts';
import type { FactsInFlight } from '../../store/runs/in-flight.ts';
import { at } from './status.ts';

const FACTS: FactsInFlight = {
  cluster: 'c1',
  duplicate: 'REVU-2',
  state: 'approved',
  backedUp: false,
  outcome: null,
  gone: false,
  since: at(-5),
  ageMs: 5_000,
};
const BUDGET = { limit: { calls: 45, windowMs: 60_000 }, made: 45, reserved: 0, fullUntil: at(3), blockedUntil: null };

test.each([
  [{ state: 'approved' }, 'backing up'],
  [{ state: 'approved', backedUp: true }, 'verifying'],
  [{ state: 'verified', backedUp: true }, 'keeping opt-outs'],
  [{ state: 'consent-tightened' }, 'reading again'],
  [{ state: 'fresh' }, 'sending'],
  [{ state: 'intent' }, 'sending'],
  [{ state: 'sent' }, 'sending'],
  [{ state: 'sent', outcome: 'answered 200' }, 'waiting for the CRM to finish'],
  [{ state: 'sent', ageMs: 61_000 }, 'waiting for the CRM to finish'],
  [{ state: 'sent', outcome: 'answered 200', gone: true }, 'looking'],
  [{ state: 'merged' }, 'looking'],
  [{ state: null, duplicate: null }, 'ending'],
] as const)('A cluster with a pair in %j is %s', (fact, step) => {
  const [inFlight] = inFlightOf([{ ...FACTS, ...fact }], { budget: null, paused: false });
  expect(inFlight).toMatchObject({ cluster: 'c1', step, waitsFor: null, since: at(-5) });
});

test('While no call fits, clusters in flight whose calls are not paid ahead wait for budget', () => {
  const facts = (['approved', 'fresh', 'merged'] as const).map((state) => ({ ...FACTS, state }));
  const waits = (budget: typeof BUDGET | null) =>
    inFlightOf(facts, { budget, paused: false }).map(({ waitsFor }) => waitsFor);
  expect(waits(BUDGET)).toEqual(['budget', null, 'budget']);
  expect(waits(null)).toEqual([null, null, null]);
});

test('In a paused run, a pair that is ready to be sent waits for the resume', () => {
  const facts = (['approved', 'fresh'] as const).map((state) => ({ ...FACTS, state }));
  const inFlight = inFlightOf(facts, { budget: null, paused: true });
  expect(inFlight.map(({ waitsFor }) => waitsFor)).toEqual([null, 'resume']);
});
