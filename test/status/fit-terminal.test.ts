import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '../../contacts/words/wrap-text.ts';
import { fitted } from '../../scripts/cli/fit-terminal.ts';

const blank = fc.constantFrom(' ', '  ', '    ');
const texts = fc.array(fc.tuple(blank, fc.stringMatching(/^[a-zé3,.:]{1,12}$/)), { maxLength: 30 });

test('Lines are no wider than the terminal, no word is lost, and what fits stays as it is', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 30, max: 120 }), (words, columns) => {
      const text = words.flat().join('');
      const lines = fitted(text, columns).split('\n');
      expect(lines.filter((line) => columnsOf(line) > columns)).toEqual([]);
      expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(text.split(/ +/).filter(Boolean));
      if (columnsOf(text) <= columns) expect(lines).toEqual([text]);
    }),
  );
});

test('A command is never broken, so that it can be copied', () => {
  const text =
    "The run waits for a person who decides. See it with 'npm run status -- a13c9647b86e-1 --watch'; then go on";
  expect(fitted(text, 40).split('\n')).toEqual([
    'The run waits for a person who decides.',
    'See it with',
    "'npm run status -- a13c9647b86e-1 --watch';",
    'then go on',
  ]);
  const bare = 'Dry run a13c9647b86e-1 started. See it: npm run status -- a13c9647b86e-1 --watch';
  expect(fitted(bare, 50).split('\n')).toContain('npm run status -- a13c9647b86e-1 --watch');
});

test('What follows stands below the text of its row', () => {
  expect(fitted('  --watch    show it until the run ends, whatever it takes', 40)).toBe(
    '  --watch    show it until the run ends,\n             whatever it takes',
  );
});

test('JSON, and what moves the cursor, is not touched; colours have no width', () => {
  const json = `{"a": "${'long '.repeat(30)}"}`;
  const drawn = `\u001b[2K${'long '.repeat(30)}`;
  const red = `\u001b[31m${'x'.repeat(28)}\u001b[39m y`;
  expect([json, drawn, red].map((text) => fitted(text, 30))).toEqual([json, drawn, red]);
});
