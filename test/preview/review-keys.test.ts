import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { openKeys } from '../../scripts/review/keys.ts';

/** A terminal, of which only what is typed counts. */
function terminal(): { keys: ReturnType<typeof openKeys>; type: (...pieces: string[]) => void } {
  const input = Object.assign(new PassThrough(), { setRawMode: () => input });
  const keys = openKeys(input as unknown as NodeJS.ReadStream, new PassThrough());
  onTestFinished(() => keys.close());
  return { keys, type: (...pieces) => pieces.forEach((piece) => void input.write(piece)) };
}

const ESC = '\u001b';

test.for<[what: string, ...sent: string[]]>([
  ['an arrow', `${ESC}[A`],
  ['an arrow that comes in pieces', ESC, '[', 'A'],
  ['a function key', `${ESC}OR`],
  ['a function key of another terminal', `${ESC}[13~`],
  ['several at once', `${ESC}[A${ESC}[B${ESC}OP`],
])('%s is no key of ours: not the letter that it ends with', async ([, ...sent]) => {
  const { keys, type } = terminal();
  type(...sent, 'q');
  expect(await keys.key()).toBe('q');
});

test('Esc by itself takes a question back, and the key after it counts', async () => {
  const { keys, type } = terminal();
  type(`1,2${ESC}l`);
  expect(await keys.line('Which? ')).toBe(null);
  expect(await keys.key()).toBe('l');
  type(ESC);
  expect(await keys.line('Which? ')).toBe(null);
});

test('What was typed for one card is not taken for the next, but to leave is', async () => {
  const { keys, type } = terminal();
  type('aaqr');
  expect(await keys.key()).toBe('a');
  keys.forget();
  expect(await keys.key()).toBe('q');
});
