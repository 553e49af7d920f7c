import { expect, test } from 'vitest';
import type { Progress } from '../../matching/progress.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const csv = csvOf(
  CONTACT_COLUMNS.join(),
  [...labelledContacts({ seed: 7, rows: 600 })].map((row) => contactCells(row).join()),
);

test('A match says how far it is, stage by stage, and never more than there is', async () => {
  const told: Progress[] = [];
  await matched(csv, { onProgress: (progress) => told.push(progress) });
  const stages = [...new Set(told.map(({ stage }) => stage))];
  expect(stages).toEqual(['normalise', 'prepare', 'block', 'compare', 'learn', 'weigh', 'cluster', 'band']);
  for (const { done, of } of told) expect(done).toBeLessThanOrEqual(of);
});

test('A match that is stopped goes no further', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const stopped = matched(csv, {
    signal: stop.signal,
    onProgress: ({ stage }) => {
      told.push(stage);
      if (stage === 'compare') stop.abort(new Error('enough'));
    },
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(told.at(-1)).toBe('compare');
});

test('One that is stopped before it begins, or between two rules, reads and learns no further', async () => {
  const before = AbortSignal.abort(new Error('never'));
  const onProgress = (): void => expect.unreachable();
  await expect(matched(csv, { signal: before, onProgress })).rejects.toThrow('never');
  for (const where of ['normalise', 'block', 'learn', 'weigh', 'cluster', 'band'] as const) {
    const stop = new AbortController();
    const told: string[] = [];
    const stopped = matched(csv, {
      signal: stop.signal,
      onProgress: ({ stage }) => {
        told.push(stage);
        if (stage === where) stop.abort(new Error(`enough of ${where}`));
      },
    });
    await expect(stopped).rejects.toThrow(`enough of ${where}`);
    expect(told.indexOf(where)).toBe(told.length - 1);
  }
});

test('Rules are chosen, and each is learned from, in turns of their own', async () => {
  const turns = new Map<string, number>();
  await matched(csv, { onProgress: ({ stage }) => turns.set(stage, (turns.get(stage) ?? 0) + 1) });
  expect(turns.get('block')).toBeGreaterThan(20);
  expect(turns.get('learn')).toBeGreaterThan(100);
});

test('While it compares, others are heard', async () => {
  let [heard, before] = [0, 0];
  const timer = setInterval(() => heard++, 0);
  await matched(csv, {
    onProgress: ({ stage }) => {
      if (stage === 'prepare') before = heard;
    },
  });
  clearInterval(timer);
  expect(heard).toBeGreaterThan(before);
});
