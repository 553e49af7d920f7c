import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { parseUndoArgs } from '../../scripts/undo/undo-args.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { setUndoStop } from '../../store/undo/stop.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type Ended, runScript } from './run-script.ts';

const MEMBERS = { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'], 'REVU-3': ['TKT-4'] };
const OTHERS = { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] };
const LAST = { 'REVU-7': ['TKT-7'], 'REVU-8': ['TKT-8'] };

let scene: Scene;
let others: Plan;
let last: Plan;
let run: Run;
/** Writes that the CRM has taken, of whoever. */
let effects: number;

beforeAll(async () => {
  const { plan } = smallWorld([{ members: MEMBERS }]);
  const { world, plan: all } = smallWorld([{ members: MEMBERS }, { members: OTHERS }, { members: LAST }]);
  const planOf = (kept: string) =>
    withDigest({ ...all, clusters: all.clusters.filter(({ primary }) => primary === kept) });
  [others, last] = [planOf('REVU-5'), planOf('REVU-7')];
  scene = await openScene({ world, plan });
  await scene.workerHere();
  run = await scene.start();
  expect(await scene.result(run)).toMatchObject({ counts: { merged: 2 } });
  scene.sandbox.act({ kind: 'addTicket', ticket: { reportedBy: ['REVU-1'] } });
  scene.sandbox.act({ kind: 'addComment', object: 'TKT-2' });
  effects = scene.sandbox.effects().length;
});

afterAll(() => scene.close());

function undo(...args: string[]): Promise<Ended> {
  return runScript(scene, ['undo', ...args]);
}

const cluster = (): string => scene.plan.clusters[0]?.id ?? '';

test('What cannot be meant is refused with 2 before anything is written: it says what, and what to give', async () => {
  const says = async (...args: string[]) => {
    const { code, err } = await undo(...args);
    return { code, err };
  };
  const two = (text: string) => ({ code: 2, err: expect.stringContaining(text) });
  expect(await says('abcdefabcdef-9', '--by', 'ada')).toEqual(two("There is no run 'abcdefabcdef-9'"));
  expect(await says(run.id, '--by', 'ada', '--cluster', 'ffff')).toEqual(two("has no cluster 'ffff'"));
  expect(await says(run.id, '--by', 'ada', '--pair', 'REVU-2')).toEqual(two("'REVU-2' is no pair"));
  expect(await says(run.id, '--by', 'ada', '--pair', `${cluster()}.REVU-9`)).toEqual(
    two('there is nothing to take back'),
  );
  expect((await runScript(scene, ['status', `undo-${run.id}-99`])).err).toContain('There is no undo');
  expect(scene.sandbox.effects()).toHaveLength(effects);
});

test.each<[string[], string]>([
  [[], 'Expected one RUN'],
  [['a', 'b', '--by', 'ada'], 'Expected one RUN'],
  [['a'], 'Expected --by NAME'],
  [['a', '--by', 'ada', '--keep', 'mine'], "not 'mine'"],
  [['a', '--by', 'ada', '--pair', 'x.y', '--cluster', 'x'], 'not both'],
  [['a', '--preview', '--yes'], 'not both'],
])('%j is refused as a command line', (args, says) => {
  expect(() => parseUndoArgs(args)).toThrow(says);
});

test('A preview shows what comes back, what never does, and what it takes, and writes nothing', async () => {
  const { code, out } = await undo(run.id, '--preview');
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining('2 merges would be taken back, the newest first'),
  });
  expect(out).toContain('REVU-3 out of REVU-1, as a new contact');
  expect(out).toContain('gets back 2 tickets: TKT-2 and TKT-3');
  expect(out).toMatch(/Never comes back: the old id, when it was created and changed, who wrote what, private entries/);
  expect(out).toContain(
    'Where a ticket names another contact, by a merge or by its undoing, DevRev may send notifications of its own',
  );
  expect(out).toContain('newer than the merge, and left where they are: 1 ticket');
  expect(out).toContain('newer than the merge on tickets that go back, and still of whoever wrote them: 1 message');
  expect(out).toMatch(/About \d+ calls/);
  const json = await undo(run.id, '--cluster', 'REVU-2', '--preview', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ takenBack: 2, asked: 0, calls: expect.any(Number) });
  expect(scene.sandbox.effects()).toHaveLength(effects);
});

test('A run that the store has as open, and whose workflow is gone, is over: what it merged can be taken back', async () => {
  const { db } = scene.database;
  await db.execute(sql`update runs set state = 'open', ended_at = null where id = ${run.id}`);
  const { code, out } = await undo(run.id, '--preview');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('2 merges would be taken back') });
  expect(await getRun(db, run.id)).toMatchObject({ state: 'failed' });
});

test('Nothing is written before the number of pairs is typed', async () => {
  for (const typed of ['', '3\n', 'yes\n']) {
    const { code, err } = await runScript(scene, ['undo', run.id, '--by', 'ada'], {}, typed);
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('Nothing was written') });
  }
  expect(scene.sandbox.effects()).toHaveLength(effects);
});

test('What somebody has changed since is shown with all three values, and without --keep nothing is written, also with --yes', async () => {
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-1', patch: { description: 'Called on Monday' } });
  const written = scene.sandbox.effects().length;
  const { code, out, err } = await undo(run.id, '--by', 'ada', '--yes');
  expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('--keep theirs or --keep ours') });
  expect(out).toMatch(/before the merge .*, after it "Merged from .*, now "Called on Monday /);
  expect(scene.sandbox.effects()).toHaveLength(written);
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-1', patch: { description: '' } });
});

test('One pair, then the rest: each is back under a new id, with a report and its redirects; a second undo is refused', async () => {
  const one = await undo(run.id, '--pair', `${cluster()}.REVU-3`, '--by', 'ada', '--yes', '--json');
  expect(one).toMatchObject({ code: 0 });
  const first = JSON.parse(one.out);
  expect(first).toMatchObject({ state: 'done', counts: { done: 1 }, pairs: [{ duplicate: 'REVU-3' }] });

  const rest = await runScript(scene, ['undo', run.id, '--by', 'ada'], {}, '1\n');
  expect(rest).toMatchObject({ code: 5, out: expect.stringMatching(/REVU-2 is back as REVU-\d+, with 2 tickets/) });
  expect(rest.out).toContain(`taken back already by ${first.id}`);

  const csv = readFileSync(join(scene.env.REPORTS_DIR ?? '', first.id, 'redirects-undone.csv'), 'utf8');
  const [pair] = first.pairs;
  expect(csv.split('\n')[1]).toMatch(new RegExp(`^REVU-3,${pair.newId},.*,REVU-1,${first.id},20`));
  const page = readFileSync(join(scene.env.REPORTS_DIR ?? '', first.id, 'report.html'), 'utf8');
  expect(page).toContain(`REVU-3 is back as ${pair.newId}`);
  expect(page.slice(page.indexOf('What cannot come back'))).toMatch(
    /the old id, when it was created and changed, who wrote what, private entries of other people/,
  );

  const status = await runScript(scene, ['status', first.id]);
  expect(status).toMatchObject({ code: 0, out: expect.stringContaining('1 merge of 1 taken back') });
  expect((await runScript(scene, ['status', run.id])).out).toContain('0 pairs merged, 2 taken back');
  const late = await runScript(scene, ['pause', first.id]);
  expect(late).toMatchObject({ code: 2, err: expect.stringContaining("has ended as 'done'") });

  const written = scene.sandbox.effects().length;
  const again = await undo(run.id, '--by', 'ada', '--yes');
  expect(again).toMatchObject({ code: 2, out: expect.stringContaining('taken back already') });
  expect(scene.sandbox.effects()).toHaveLength(written);
});

test('Two at once are refused: the second is told which one is open, and that one goes on when it may', async () => {
  const { db } = scene.database;
  const other = await scene.start({ plan: others });
  await scene.result(other);
  const openUndo = async (): Promise<string> => {
    const [open] = await db.execute<{ id: string }>(sql`select id from undos where state = 'open' and not preview`);
    return open?.id ?? '';
  };
  const pause = async (): Promise<void> => {
    await setUndoStop(db, { undoId: await openUndo(), stop: true, reason: 'by a person', by: 'person' });
  };
  scene.sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: pause } });
  const first = await undo(other.id, '--by', 'ada', '--yes');
  const id = await openUndo();
  expect(first).toMatchObject({ code: 4, out: expect.stringContaining(`npm run resume -- ${id}`) });
  const paused = await runScript(scene, ['pause', id, '--reason', 'lunch']);
  expect(paused).toMatchObject({ code: 0, out: expect.stringContaining(`Undo ${id} is paused`) });
  const waiting = await runScript(scene, ['status', id]);
  expect(waiting).toMatchObject({ code: 4, out: expect.stringContaining('paused (lunch)') });
  const second = await undo(other.id, '--by', 'bob', '--yes');
  expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`Undo ${id} of this organization is open`) });
  expect(await runScript(scene, ['resume', id])).toMatchObject({ code: 0 });
  await until('the first has ended', async () => (await openUndo()) === '');
  const status = await runScript(scene, ['status', id]);
  expect(status).toMatchObject({ code: 0, out: expect.stringContaining('1 merge of 1 taken back') });
});

test('Cancelled while it is paused, an undo ends with its report: what was begun is put down with its new id, and the exit code is 5', async () => {
  const { db } = scene.database;
  const third = await scene.start({ plan: last });
  await scene.result(third);
  const pause = async (): Promise<void> => {
    const [open] = await db.execute<{ id: string }>(sql`select id from undos where state = 'open' and not preview`);
    await setUndoStop(db, { undoId: open?.id ?? '', stop: true, reason: 'by a person', by: 'person' });
  };
  scene.sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: pause } });
  const paused = await undo(third.id, '--by', 'ada', '--yes');
  expect(paused.code).toBe(4);
  const id = /npm run resume -- (undo-\S+)/.exec(paused.out)?.[1] ?? '';
  const said = await runScript(scene, ['cancel', id]);
  expect(said).toMatchObject({ code: 0, out: expect.stringContaining(`Undo ${id} is being cancelled`) });
  const report = join(scene.env.REPORTS_DIR ?? '', id, 'report.html');
  await until('its report is there', async () => existsSync(report));
  const status = await runScript(scene, ['status', id]);
  expect(status).toMatchObject({ code: 5, out: expect.stringContaining('cancelled, 0 merges of 1 taken back') });
  const word = /REVU-8: put-down: stopped on its way back \([a-z-]+\): it is (REVU-\d+) already; another undo goes on/;
  const [, newId] = word.exec(status.out) ?? [];
  expect(newId).toBeDefined();
  expect(readFileSync(report, 'utf8')).toContain(`it is ${newId} already`);
  const again = await runScript(scene, ['cancel', id]);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining("has ended as 'cancelled'") });
});
