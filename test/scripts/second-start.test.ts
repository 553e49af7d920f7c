import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

let scene: Scene;
let args: string[];

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  args = ['start', '--plan', planFile(scene, scene.plan), '--yes'];
});

afterAll(() => scene.close());

test('of two starts of a plan at once one starts, in production too, and the other is refused with 2 in clear words', async () => {
  const production = { ENVIRONMENT: 'production' };
  const both = await Promise.all([runScript(scene, args, production), runScript(scene, args, production)]);
  const [first, second] = both.sort((a, b) => (a.code ?? 0) - (b.code ?? 0));
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Run \w{12}-1 started/) });
  expect(second).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('A run of this plan is already open'),
  });
  const runs = await scene.database.db.execute(sql`select state from runs`);
  expect([...runs]).toEqual([{ state: 'open' }]);
});

test('a later start is refused just so', async () => {
  const { code, err } = await runScript(scene, args);
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringMatching(/already open.*npm run finish.*npm run cancel/),
  });
});
