import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { csvFileOf } from './input-files.ts';
import { type Ended, runScript } from './run-script.ts';

const [ANN, BEN] = [
  ['REVU-1', 'REVU-2'],
  ['REVU-3', 'REVU-4'],
];
const EVE = ['REVU-5', 'REVU-6', 'REVU-7'];

let scene: Scene;

beforeAll(async () => {
  const members = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, [`TKT-${id.slice(5)}`]]));
  scene = await openScene(smallWorld([ANN, BEN, EVE].map((ids) => ({ members: members(ids) }))));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('reject --all says how many it is about, and where nobody can be asked takes --yes', async () => {
  const { out, err } = await start({ 'person0@example.com': ANN }, ['--approve', 'none']);
  const { run } = JSON.parse(out);
  expect(err).toContain(`Approve: npm run approve -- ${run} --by NAME --all, or --cluster ID; from`);
  expect(await words('reject', '--all', '--by', 'Ann')).toMatchObject({ code: 2, err: expect.stringMatching(/--yes/) });
  expect(await words('reject', '--all', '--by', 'Ann', '--yes')).toMatchObject({
    code: 0,
    out: `1 cluster of run ${run} rejected by Ann\n`,
  });
  expect(await scene.result(await runNamed(run))).toMatchObject({ state: 'done', counts: { started: 0 } });
});

test('The next night the same rows with another pair: what was refused is not merged, start says who refused it, and waits with 4', async () => {
  const nights = { 'person0@example.com': ANN, 'person1@example.com': BEN };
  const { code, err, out } = await start(nights, ['--approve', 'auto', '--wait']);
  expect({ code, err }).toMatchObject({
    code: 4,
    err: expect.stringMatching(/1 cluster waits: refused by Ann on \d{4}-/),
  });
  expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ refused: [{ by: 'Ann', clusters: 1 }] });
  expect(applied()).toEqual(['REVU-3<-REVU-4']);
  expect(await words('runs', '--check')).toMatchObject({
    code: 4,
    out: expect.stringContaining('waits for a decision'),
  });
  const [waiting] = (await status()).undecided;
  expect(waiting).toMatchObject({ decision: 'review', refused: { decision: 1, by: 'Ann', contacts: ANN } });
  for (const which of [['--strategy', waiting?.strategy ?? ''], ['--all']])
    expect(await words('approve', ...which, '--by', 'Bob')).toMatchObject({ code: 2, out: '' });
  const named = await words('approve', '--cluster', waiting?.cluster ?? '', '--by', 'Bob');
  expect(named.code).toBe(2);
  expect(named.err).toMatch(
    /takes no approval as a whole: REVU-1 and REVU-2 are not one person, says Ann on .* \(decision 1\)/,
  );
});

test('A third night leaves what the open run asks to it, by name, waits for nothing and ends with 0', async () => {
  const open = (await status()).run;
  const nights = { 'person0@example.com': ANN, 'person2@example.com': EVE.slice(0, 2) };
  const { code, err } = await start(nights, ['--approve', 'auto', '--wait']);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining(`Asked in run ${open}`) });
  expect(applied()).toEqual(['REVU-3<-REVU-4', 'REVU-5<-REVU-6']);
});

test('later leaves a cluster out of its run alone; the next one asks again', async () => {
  const [waiting] = (await status()).undecided;
  const { run } = await status();
  expect(await words('later', '--cluster', waiting?.cluster ?? '', '--by', 'Ann')).toMatchObject({ code: 0 });
  expect(await scene.result(await runNamed(run))).toMatchObject({ state: 'done' });
  expect((await status(run)).clusters.byState).toEqual({ done: 1, later: 1 });
});

test('reject --never keeps two contacts apart, one of which another was merged into; an id of no plan protects nobody, and is refused', async () => {
  expect(await words('reject', '--never', 'REVU-1', 'REVU-99', '--by', 'Ann')).toMatchObject({
    code: 2,
    err: expect.stringContaining('REVU-99: in no cluster'),
  });
  const { out } = await start({ 'person2@example.com': [EVE[0] ?? '', EVE[2] ?? ''] }, ['--approve', 'none']);
  const { run } = JSON.parse(out);
  const never = await words(
    'reject',
    '--run',
    run,
    '--never',
    'REVU-5',
    'REVU-7',
    '--by',
    'Ann',
    '--because',
    'father and son',
  );
  expect(never).toMatchObject({ code: 0, out: 'REVU-5 and REVU-7 are kept apart from now on, says Ann: decision 2\n' });
  expect((await status(run)).undecided).toMatchObject([{ refused: { decision: 2 } }]);
  expect(await words('approve', run, '--all', '--by', 'Bob')).toMatchObject({ code: 2 });
});

test('decisions lists who is kept apart, and what is forgotten can be approved', async () => {
  const { decisions } = JSON.parse((await words('decisions', 'list', '--json')).out);
  expect(decisions).toMatchObject([
    { id: 2, members: ['REVU-5', 'REVU-7'], by: 'Ann', because: 'father and son', crm: 'devrev' },
    { id: 1, members: ANN, by: 'Ann', because: null, runId: expect.stringMatching(/-1$/) },
  ]);
  expect((await words('decisions', 'show', '1')).out).toMatch(
    /^1 {2}devrev \S+ {2}REVU-1 and REVU-2 are not one person: Ann, /,
  );
  expect(await words('decisions', 'forget', '2')).toMatchObject({ code: 2, err: expect.stringContaining('--by NAME') });
  expect(await words('decisions', 'forget', '2', '--by', 'Bob')).toMatchObject({ code: 0 });
  expect(await words('decisions', 'forget', '2', '--by', 'Bob')).toMatchObject({
    code: 2,
    err: expect.stringContaining('by Bob'),
  });
  expect(await words('decisions', 'show', '9')).toMatchObject({ code: 2 });
  const { run } = await status();
  expect(await words('approve', run, '--all', '--by', 'Bob')).toMatchObject({ code: 0 });
  expect(await scene.result(await runNamed(run))).toMatchObject({ state: 'done', counts: { merged: 1 } });
  expect(applied()).not.toContain('REVU-1<-REVU-2');
});

function start(contacts: Record<string, string[]>, args: string[]): Promise<Ended> {
  // Each night has other people.
  const any = ['--max-shrink', 'off'];
  return runScript(scene, ['start', '--csv', csvFileOf(scene, contacts), '--yes', '--json', ...any, ...args]);
}

function words(...args: string[]): Promise<Ended> {
  return runScript(scene, args);
}

interface Status {
  run: string;
  undecided: { cluster: string; strategy: string }[];
  clusters: { byState: Record<string, number> };
}

async function status(run?: string): Promise<Status> {
  return JSON.parse((await words('status', ...(run === undefined ? [] : [run]), '--json')).out);
}

async function runNamed(id: string): Promise<Parameters<Scene['result']>[0]> {
  const [row] = await scene.database.db.execute<{ workflowId: string }>(
    `select workflow_id as "workflowId" from runs where id = '${id}'`,
  );
  return { id, workflowId: row?.workflowId ?? '' } as Parameters<Scene['result']>[0];
}

/** What the CRM has merged. */
function applied(): string[] {
  return scene.sandbox
    .effects()
    .flatMap((effect) => (effect.kind === 'merge' ? [`${effect.primary}<-${effect.duplicate}`] : []))
    .sort();
}
