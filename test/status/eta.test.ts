import { expect, test } from 'vitest';
import { type EtaFacts, etaOf } from '../../control/status/eta.ts';
import { at, NOW } from './status.ts';

const BUDGET = { limit: null, made: 0, reserved: 0, fullUntil: null, blockedUntil: null };

function work(clusters: number, tickets = 0) {
  return { clusters, pairs: clusters, contacts: 2 * clusters, tickets };
}

function eta(more: Partial<EtaFacts>): number | null {
  const facts = { work: { left: work(20), lately: { ...work(10), ms: 60_000 } }, dryRun: false, budget: BUDGET };
  return etaOf({ ...facts, goesOn: true, now: NOW, ...more });
}

test('Twice as much as was done in the last minute takes two minutes', () => {
  expect(eta({})).toBe(120_000);
});

test('Clusters with more tickets take longer than those before', () => {
  // 34 calls for each cluster, and 340 for the tickets.
  expect(eta({ work: { left: work(10, 340), lately: { ...work(10), ms: 60_000 } } })).toBe(120_000);
});

test('At the start it is unknown: too few have ended, or too little time has passed', () => {
  const left = work(20);
  expect(eta({ work: { left, lately: { ...work(2), ms: 60_000 } } })).toBe(null);
  expect(eta({ work: { left, lately: { ...work(10), ms: 5_000 } } })).toBe(null);
  expect(eta({ work: { left, lately: { ...work(0), ms: 0 } } })).toBe(null);
});

test('It is unknown while the run waits for somebody, and over when nothing is left', () => {
  expect(eta({ goesOn: false })).toBe(null);
  expect(eta({ work: { left: work(0), lately: { ...work(0), ms: 0 } } })).toBe(0);
});

test('It is no sooner than the rate limit allows, of which a dry run needs less', () => {
  const budget = { ...BUDGET, limit: { calls: 30, windowMs: 60_000 } };
  expect(eta({ budget })).toBe((20 * 34 * 60_000) / 30);
  expect(eta({ budget, dryRun: true })).toBe((20 * 24 * 60_000) / 30);
  expect(eta({ budget: { ...budget, limit: { calls: 4500, windowMs: 60_000 } } })).toBe(120_000);
});

test('A 429 that has still to be waited out comes on top of what the limit allows', () => {
  const budget = { ...BUDGET, limit: { calls: 30, windowMs: 60_000 }, blockedUntil: at(90) };
  expect(eta({ budget })).toBe((20 * 34 * 60_000) / 30 + 90_000);
});
