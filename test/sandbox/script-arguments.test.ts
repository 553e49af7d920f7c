import { expect, test } from 'vitest';
import { SAMPLES } from '../../samples/sample.ts';
import { parseSandboxArgs } from '../../sandbox/devrev/parse-args.ts';

test('Without arguments the sandbox serves the first sample on free ports, seed 1, no limit and 50 ms per merge.', () => {
  expect(parseSandboxArgs([])).toEqual({
    help: false,
    json: false,
    env: false,
    leash: false,
    sample: SAMPLES['external-contacts'],
    seed: 1,
    port: 0,
    attachmentPort: 0,
    options: { rateLimit: 'unlimited', consumed: '404', mergeDelayMs: 50 },
  });
});

test('With a profile the sandbox serves the world of its sample.', () => {
  expect(parseSandboxArgs(['--profile', 'revu-user']).sample).toBe(SAMPLES['revu-user']);
});

test.each([
  [['--port', '70000'], 'Cannot read --port "70000"'],
  [['--merge-delay', 'soon'], 'Cannot read --merge-delay "soon"'],
  [['--consumed', 'gone'], 'Cannot read --consumed "gone"'],
  [['--seed', '-1'], '--seed'],
  [['--profile', 'revu'], 'expected one of external-contacts, revu-user'],
])('The arguments %j are refused in words.', (args, words) => {
  expect(() => parseSandboxArgs(args)).toThrow(words);
});
