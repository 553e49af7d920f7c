import type { WriteStream } from 'node:tty';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from '../../scripts/status/lay-out.ts';
import { liveLines } from '../../scripts/status/live-lines.ts';
import { Screen } from './screen.ts';

function open(columns: number, rows: number) {
  const screen = new Screen(columns, rows);
  screen.write('$ status --watch\n');
  return { screen, live: liveLines(screen as unknown as WriteStream) };
}

test('Lines are written over in place, shorter ones and fewer of them too, and leave when it ends', () => {
  const { screen, live } = open(80, 24);
  live.show(() => ['one', 'two, and long', 'three']);
  live.show(() => ['one', 'two']);
  expect(screen.text()).toEqual(['$ status --watch', 'one', 'two']);
  live.clear();
  screen.write('Detached\n');
  expect(screen.text()).toEqual(['$ status --watch', 'Detached']);
});

test('Nothing is written while nothing changes, and nothing is erased before it is written anew', () => {
  const { screen, live } = open(80, 24);
  live.show(() => ['one', 'two']);
  const written: string[] = [];
  screen.write = (text) => written.push(text) > 0;
  live.show(() => ['one', 'two']);
  expect(written).toEqual([]);
  live.show(() => ['one', 'three']);
  expect(written).toEqual(['\x1b[?2026h\r\x1b[2Aone\x1b[K\nthree\x1b[K\n\x1b[J\x1b[?2026l']);
});

test('E-mails and tokens are masked', () => {
  const { screen, live } = open(80, 24);
  live.show(() => ['held: ada@example.com']);
  expect(screen.text()).toContain('held: [e-mail]');
});

test('However its size changes, the display stands there once, below what was there before, and nothing has scrolled', () => {
  const lines = fc.array(fc.integer({ min: 1, max: 150 }).map(wordsOfLength), { minLength: 1, maxLength: 8 });
  const step = fc.oneof(lines, fc.integer({ min: 20, max: 130 }));
  fc.assert(
    fc.property(fc.array(step), lines, (steps, last) => {
      // High enough: what a narrower terminal pushes off its top is out of reach.
      const { screen, live } = open(80, 300);
      for (const next of [...steps, last]) {
        if (typeof next === 'number') screen.resize(next);
        else
          live.show((columns) =>
            layOut(
              next.map((text) => ({ text })),
              { columns, color: false },
            ),
          );
      }
      const shown = layOut(
        last.map((text) => ({ text })),
        { columns: screen.columns - 1, color: false },
      );
      expect(screen.text()).toEqual(['$ status --watch', ...shown.map((line) => line.trimEnd())]);
    }),
  );
});

test('What does not fit on the screen is left out, so that it never scrolls', () => {
  const { screen, live } = open(40, 5);
  for (let round = 0; round < 3; round += 1) {
    live.show(() => Array.from({ length: 9 }, (_, index) => `${round} ${index} ${'x'.repeat(60)}`));
  }
  const row = (index: number): string => `2 ${index} ${'x'.repeat(35)}`;
  expect(screen.text()).toEqual(['$ status --watch', row(0), row(1), row(2), '…']);
});

function wordsOfLength(length: number): string {
  return 'what it does '.repeat(12).slice(0, length);
}
