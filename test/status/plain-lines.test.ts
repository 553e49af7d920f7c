import { expect, test } from 'vitest';
import { plainLines } from '../../scripts/status/plain-lines.ts';
import { plainStatus } from '../../scripts/status/plain-status.ts';
import { at, inFlight, NOW, status } from './status.ts';

test('A run at work in one line', () => {
  expect(plainStatus(status(), NOW).text).toBe(
    '14:00:00 UTC  12 of 48 approved clusters, 13 pairs merged, 2 backing up; 1 waiting for the CRM to finish, ends in about 8 min',
  );
});

test('A run that waits says for what, and one that has ended how', () => {
  const waits = [
    { for: 'resume' as const, until: null, because: 'person' as const },
    { for: 'crm' as const, until: at(151), because: null },
  ];
  expect(plainStatus(status({ waits, pauseReason: 'lunch', etaMs: null, lanes: [] }), NOW).text).toBe(
    '14:00:00 UTC  12 of 48 approved clusters, 13 pairs merged, paused: lunch, 429, goes on 14:02:31 UTC',
  );
  expect(plainStatus(status({ state: 'done', etaMs: null, lanes: [] }), NOW).text).toBe(
    '14:00:00 UTC  12 of 48 approved clusters, 13 pairs merged, done',
  );
});

test('A run of which nothing is approved has no share of it', () => {
  const clusters = { byState: {}, undecided: { auto: 0, review: 0 }, approved: 0, ended: 0 };
  const none = status({
    clusters,
    pairs: { byState: {}, merged: 0, perMinute: 0, byMinute: [] },
    etaMs: null,
    lanes: [],
  });
  expect(plainStatus(none, NOW).text).toBe('14:00:00 UTC  no cluster is approved yet, 0 pairs merged');
  expect(plainStatus({ ...none, state: 'done' }, NOW).text).toContain('no cluster was approved, 0 pairs merged, done');
});

test('Time, budget, clusters in flight and the end make no other line; a pair, a wait or the canary does', () => {
  const { key } = plainStatus(status(), NOW);
  const full = { for: 'budget' as const, until: at(5), because: null };
  expect(plainStatus(status({ etaMs: 1, lanes: [inFlight(7)], waits: [full], budget: null }), NOW + 5000).key).toBe(
    key,
  );
  const canary = { clusters: 5, ended: 2, done: 2, state: 'running' as const };
  const away = { for: 'postgres' as const, until: null, because: null };
  for (const change of [{ pairs: { ...status().pairs, merged: 14 } }, { waits: [away] }, { canary }]) {
    expect(plainStatus(status(change), NOW).key).not.toBe(key);
  }
});

test('Of changes that come quickly one line is printed every three seconds, and the last is not lost', () => {
  let now = 0;
  const written: string[] = [];
  const lines = plainLines({ write: (text: string) => written.push(text) > 0 }, () => now);
  const show = (ms: number, key: string): void => {
    now = ms;
    lines.show({ key, text: `${key} at ${ms}` });
  };
  show(0, 'a');
  show(500, 'b');
  show(1000, 'c');
  show(3000, 'c');
  show(3500, 'c');
  show(9000, 'c');
  expect(written).toEqual(['a at 0\n', 'c at 3000\n']);
});
