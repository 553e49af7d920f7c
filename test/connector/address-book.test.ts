import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { until } from '../support/outcome.ts';
import type { World } from './book.ts';
import { openStage } from './stage.ts';

let next = 0;

/** Two people of one e-mail whom no other test has: `a` has a call and a note, `b` three calls, one of them with `a`, and a note. */
function twoPeople(): { world: World; a: string; b: string } {
  next += 1;
  const [a, b] = [`p${process.pid}x${next}a`, `p${process.pid}x${next}b`];
  const email = 'ann@example.com';
  const calls = { 'call-1': [a, b], 'call-2': [b], 'call-3': [b] };
  return {
    world: { people: { [a]: { email }, [b]: { email } }, calls, notes: { 'note-1': [a], 'note-2': [b] } },
    a,
    b,
  };
}

test('A CRM with relations of other names and a merge that is finished at once goes through the whole protocol', async () => {
  const { world, a, b } = twoPeople();
  const stage = await openStage(world);
  try {
    await stage.workerHere();
    const run = await stage.start();
    expect(await stage.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(stage.book.merges).toEqual([`${a}<-${b}`]);
    expect(await stage.pair()).toMatchObject({ state: 'done', proof: 'by made', outcome: 'answered 200' });
    const backup = readdirSync(join(stage.folder, 'backups')).find((name) => name.endsWith(`_${b}`)) ?? '';
    const files = readdirSync(join(stage.folder, 'backups', backup));
    expect(files.sort()).toEqual(['calls.json', 'conversations', 'metadata.json', 'notes.json', 'verification.json']);
    const threads = readdirSync(join(stage.folder, 'backups', backup, 'conversations'));
    expect(threads.sort()).toEqual(['call-1', 'call-2', 'call-3', 'note-2']);
    const report = (name: string): string => readFileSync(join(stage.folder, 'reports', run.id, name), 'utf8');
    const [merge] = parse<Record<string, string>>(report('merges.csv'), { columns: true });
    expect(merge).toMatchObject({
      proof: 'calls',
      primary_calls_before: '1',
      duplicate_calls_before: '3',
      primary_calls_after: '3',
      primary_notes_before: '1',
      duplicate_notes_before: '1',
      primary_notes_after: '2',
    });
    expect(JSON.parse(report('report.json'))).toMatchObject({ notes: { pairs: 1, followed: 1 } });
    expect(report('report.html')).toContain('Calls that only the duplicate had made now name the contact');
    expect(`${report('merges.csv')}${report('report.html')}`).not.toMatch(/tickets|conversation/i);
  } finally {
    await stage.close();
  }
});

test('A merge of it whose answer is lost is found to be done, and not sent again', async () => {
  const { world, a, b } = twoPeople();
  const stage = await openStage(world, ['lose']);
  try {
    await stage.workerHere();
    const run = await stage.start();
    expect(await stage.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(stage.book.merges).toEqual([`${a}<-${b}`]);
    expect(stage.book.posts()).toBe(1);
    expect(await stage.pair()).toMatchObject({ state: 'done', outcome: 'unknown connection' });
  } finally {
    await stage.close();
  }
});

test('A merge of it that never arrived is proven not to be applied, and not sent again', async () => {
  const { world } = twoPeople();
  const stage = await openStage(world, ['drop']);
  try {
    await stage.workerHere();
    await stage.start();
    await until('the pair is proven not applied', async () => (await stage.pair())?.state === 'not-applied');
    expect(stage.book.merges).toEqual([]);
    expect(stage.book.posts()).toBe(1);
  } finally {
    await stage.close();
  }
});

/** Killed before the bytes left: nobody can know that, so the pair waits for a person. */
const UNSENT = ['sent.after'];

/** Those around the bytes, and one after them; test/faults/worker-killed.test.ts passes them all. */
const PASSED = ['sent.after', 'post.after', 'done.before'];

test.concurrent.for(PASSED)(
  'A worker of it killed at %s is replaced, and the merge is sent once at most',
  async (failpoint) => {
    const { world, a, b } = twoPeople();
    const stage = await openStage(world);
    try {
      const doomed = await stage.worker({ DEDUPE_FAILPOINT: `${failpoint}:1:kill` });
      const run = await stage.start();
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      await stage.workerHere();
      if (UNSENT.includes(failpoint)) {
        await until('the pair is proven not applied', async () => (await stage.pair())?.state === 'not-applied');
        expect(stage.book.posts()).toBe(0);
        return;
      }
      expect(await stage.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      expect(stage.book.merges).toEqual([`${a}<-${b}`]);
      expect(stage.book.posts()).toBe(1);
      expect(['call-1', 'call-2', 'call-3'].map((id) => stage.book.people('calls', id))).toEqual([[a], [a], [a]]);
    } finally {
      await stage.close();
    }
  },
);

test('Two people whom it does not merge are held with its own reason, and nothing is sent', async () => {
  const { world, a, b } = twoPeople();
  world.people[b] = { email: 'ann@example.com', state: 'frozen' };
  const stage = await openStage(world);
  try {
    await stage.workerHere();
    await stage.start();
    await until('the pair is held', async () => (await stage.pair())?.state === 'held');
    expect((await stage.pair())?.reason).toBe(`${b} is frozen`);
    expect(stage.book.people('notes', 'note-1')).toEqual([a]);
    expect(stage.book.posts()).toBe(0);
  } finally {
    await stage.close();
  }
});
