import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { runTiming } from '../../control/run-timing.ts';
import { DEFAULT_TIMING } from '../../workflows/timing.ts';

const HERE = { DEVREV_BASE_URL: 'http://127.0.0.1:1' };

function timingOf(env: Record<string, string>) {
  return runTiming(loadConfig(env, '/'), env);
}

test('a run gets the default times, with the quiet period and the bound of the settings', () => {
  expect(timingOf({ DEDUPE_QUIET: '2h', DEDUPE_PARTIAL: '10m' })).toEqual({
    ...DEFAULT_TIMING,
    quietMs: 7_200_000,
    partialMs: 600_000,
  });
});

test('DEDUPE_TIMING replaces any of them for a CRM on this machine', () => {
  expect(timingOf({ ...HERE, DEDUPE_TIMING: '{"readAttempts": 3}' })).toEqual({ ...DEFAULT_TIMING, readAttempts: 3 });
});

test.each([
  ['{"readAttempts": 3}', { DEVREV_BASE_URL: 'https://api.devrev.ai' }, 'only for a CRM on this machine'],
  ['{"retries": 3}', HERE, 'DEDUPE_TIMING.retries is unknown'],
  ['{"readAttempts": "3"}', HERE, 'expected a whole number above 0'],
  ['[]', HERE, 'is not a JSON object'],
  ['{', HERE, 'is not a JSON object'],
  ['{"quietMs": 50000}', HERE, 'must be longer than the sending step'],
  ['{"postMs": 70000}', HERE, 'must be longer than the sending step'],
])('DEDUPE_TIMING=%s is refused', (text, env, words) => {
  expect(() => timingOf({ ...env, DEDUPE_TIMING: text })).toThrow(words);
});
