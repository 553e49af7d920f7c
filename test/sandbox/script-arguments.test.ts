import { expect, test } from 'vitest';
import { parseSandboxArgs } from '../../sandbox/devrev/parse-args.ts';

test('Without arguments the sandbox takes free ports, seed 1, no limit and 50 ms per merge.', () => {
  expect(parseSandboxArgs([])).toEqual({
    help: false,
    json: false,
    leash: false,
    seed: 1,
    port: 0,
    attachmentPort: 0,
    options: { rateLimit: 'unlimited', consumed: '404', mergeDelayMs: 50 },
  });
});

test.each([
  [['--port', '70000'], 'Cannot read --port "70000"'],
  [['--merge-delay', 'soon'], 'Cannot read --merge-delay "soon"'],
  [['--consumed', 'gone'], 'Cannot read --consumed "gone"'],
  [['--seed', '-1'], '--seed'],
])('The arguments %j are refused in words.', (args, words) => {
  expect(() => parseSandboxArgs(args)).toThrow(words);
});
