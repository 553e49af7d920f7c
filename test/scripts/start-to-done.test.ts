import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { csvFileOf } from './input-files.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-3'] } },
      { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'] } },
    ]),
  );
  await scene.workerHere();
});

afterAll(() => scene.close());

test('start --csv --approve auto --wait merges the clear clusters, keeps the CSV with its hash, and ends with 0', async () => {
  const csv = csvFileOf(scene, {
    'person0@example.com': ['REVU-1', 'REVU-2'],
    'person1@example.com': ['REVU-3', 'REVU-4'],
  });
  const withOwner = (line: string, at: number): string => `${line},${at === 0 ? 'Owner' : 'me'}`;
  writeFileSync(csv, readFileSync(csv, 'utf8').trim().split('\n').map(withOwner).join('\n'));
  const { code, out, err } = await runScript(scene, [
    'start',
    '--csv',
    csv,
    '--approve',
    'auto',
    '--yes',
    '--wait',
    '--json',
  ]);
  expect({ code, err }).toMatchObject({
    code: 0,
    err: expect.stringContaining('auto 2 (2 pairs); review 0 (0 pairs)'),
  });
  expect(err).toContain("contacts.csv: Columns that nobody reads: 'Owner'\n");
  const [started = '', ...statuses] = out.trim().split('\n');
  expect(JSON.parse(statuses.at(-1) ?? '')).toMatchObject({
    state: 'done',
    pairs: { merged: 2, byState: { done: 2 } },
  });
  expect(scene.sandbox.effects().filter((effect) => effect.kind === 'merge')).toHaveLength(2);

  const { folder, plan } = JSON.parse(started);
  const kept = readFileSync(join(folder, 'input.csv'));
  expect(kept).toEqual(readFileSync(csv));
  expect(statSync(join(folder, 'input.csv')).mode & 0o777).toBe(0o600);
  const sums = readFileSync(join(folder, 'input.sha256'), 'utf8');
  expect(sums).toContain(`${createHash('sha256').update(kept).digest('hex')}  input.csv\n`);
  expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')).digest).toBe(plan);
  expect(`${out}${err}`).not.toMatch(/person\d@|sandbox-token/);
});
