import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import type { Run } from '../../store/runs/runs.ts';
import { matchedPlan } from '../support/matched-plan.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';

const IN_TERMINAL = fileURLToPath(new URL('in-terminal.py', import.meta.url));
const PRIMARIES = ['REVU-1', 'REVU-3', 'REVU-5', 'REVU-7'];

let scene: Scene;
let run: Run;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': [], 'REVU-2': [] } },
    { members: { 'REVU-3': [], 'REVU-4': [] } },
    { members: { 'REVU-5': [], 'REVU-6': [] } },
    { members: { 'REVU-7': [], 'REVU-8': [] } },
  ]);
  const specs = PRIMARIES.map((id) => {
    const other = `REVU-${Number(id.slice(5)) + 1}`;
    const relies = [{ a: id, b: other, fields: [{ field: 'email' }] }];
    return [id, { cells: {}, relies, band: id === 'REVU-7' ? ('review' as const) : ('auto' as const) }] as const;
  });
  scene = await openScene({ world, plan: matchedPlan(plan, Object.fromEntries(specs)) });
  run = await scene.start();
});

afterAll(() => scene.close());

/** Ada at `review --band auto`, in a terminal: she types `keys[primary]` at each card. */
async function review(keys: Record<string, string>): Promise<string[]> {
  const script = join(inject('scripts'), 'review.cjs');
  const command = [process.execPath, script, run.id, '--band', 'auto', '--by', 'ada'];
  const env = { PATH: process.env.PATH, HOME: homedir(), TERM: 'xterm', NO_COLOR: '1', ...scene.env };
  const child = spawn('python3', [IN_TERMINAL, '60', '100', ...command], { cwd: scene.folder, env });
  const closed = once(child, 'close');
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    sent += chunk;
  });
  const shown: string[] = [];
  for (let left = Object.keys(keys).length; left > 0; left--) {
    const card = (): string | undefined =>
      sent.trimEnd().endsWith('q quit')
        ? /1 (REVU-\d+) kept/.exec(sent.slice(sent.lastIndexOf(' to decide')))?.[1]
        : undefined;
    await until('the next card', () => card() !== undefined && !shown.includes(card() ?? ''));
    const primary = card() ?? '';
    shown.push(primary);
    child.stdin.write(keys[primary] ?? 'q');
  }
  await closed;
  return shown.sort();
}

async function approveBand(): Promise<{ code: number | null; said: string }> {
  const { code, out, err } = await runScript(scene, ['approve', run.id, '--band', 'auto', '--by', 'ada']);
  return { code, said: `${out}${err}` };
}

const closed = { code: 2, said: expect.stringContaining('is closed: a person has said') };

test('The sample of the band is shown and judged in a terminal; one "no" closes the band of this plan', async () => {
  const shown = await review({ 'REVU-1': 'a', 'REVU-3': 'n', 'REVU-5': 'l' });
  expect(shown).toEqual(['REVU-1', 'REVU-3', 'REVU-5']);
  expect(await approveBand()).toEqual(closed);
});

test('It is kept as a decision that lasts, and written as match reads it', async () => {
  const { code, out } = await runScript(scene, ['decisions', 'list', '--csv']);
  expect({ code, out }).toEqual({ code: 0, out: 'a,b,word,hash_a,hash_b\nREVU-3,REVU-4,never,,\n' });
});

test('It is laid over the next run of the matched plan, whose band is closed still', async () => {
  const control = { db: scene.database.db, client: async () => scene.client, run };
  await scene.workerHere();
  await cancelRun(control);
  await scene.result(run).catch(() => undefined);
  run = await scene.start();
  const { out } = await runScript(scene, ['status', run.id]);
  expect(out).toContain('REVU-3 and REVU-4 are not one person, says ada');
  expect(await approveBand()).toEqual(closed);
});
