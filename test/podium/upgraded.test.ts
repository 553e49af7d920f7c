import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answered } from '../scripts/at-terminal.ts';
import { runScript } from '../scripts/run-script.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, mobile, phone } from './people.ts';

const [number, another] = [mobile(), mobile()];
const people = [number, number, another, another].map((one) => contact({ channels: [phone(one)] }));

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene(people, { kind: 'native' });
  await scene.workerHere();
  await scene.scan();
  // As an older library had read it.
  await scene.database.db.execute(
    sql`update base_keys set version = 'older', key = '+61400000000' where uid = ${people[0]?.uid}`,
  );
});

afterAll(() => scene.close());

interface Stored extends Record<string, unknown> {
  id: string;
  approve: string;
  finish: boolean;
  states: string[];
}

async function stored(): Promise<Stored[]> {
  return [
    ...(await scene.database.db.execute<Stored>(sql`
      select r.id, r.options ->> 'approve' as approve, r.options ? 'finish' as finish,
        array(select distinct c.state from run_clusters c where c.run_id = r.id) as states
      from runs r order by r.created_at`)),
  ];
}

const START = ['start', '--plan', 'plan.json', '--approve', 'auto', '--finish'];

test('Who is asked at a terminal is shown the changed numbers before, and a no starts nothing', async () => {
  await runScript(scene, ['preview', '--crm', 'podium', '--out', 'plan.json']);
  const { code, sent } = await answered(scene, { args: START, question: 'Start?', key: 'n' });
  expect({ code, sent }).toMatchObject({ code: 0, sent: expect.stringMatching(/: 1 contact[\s\S]*Start\?/) });
  expect(sent).not.toContain('does not count');
  expect(await stored()).toEqual([]);
});

test('After an upgrade --yes has the changed numbers shown and approves nothing by itself; nothing is merged until a person approves, and sees them', async () => {
  const { code, err } = await runScript(scene, [...START, '--yes']);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('--approve auto does not count') });
  expect(err).toMatch(/Other numbers than when they were stored.*: 1 contact/);
  expect(err).toContain(`${people[0]?.uid}: [phone] → [phone]`);
  expect(err).toContain('With the numbers: npm run preview -- --crm podium');
  expect(err).toMatch(/^Approval +none: nothing is merged before a person approves it/m);
  expect(await stored()).toMatchObject([{ approve: 'none', finish: false, states: ['undecided'] }]);
  expect(scene.done()).toEqual([]);
  const [run] = await stored();
  const shown = await runScript(scene, ['preview', '--crm', 'podium']);
  expect(shown.out).toContain(`${people[0]?.uid}: +61400000000 → ${number}`);
  const approved = await runScript(scene, ['approve', run?.id ?? '', '--all', '--by', 'ada']);
  expect(approved).toMatchObject({
    code: 0,
    err: expect.stringMatching(new RegExp(`${people[0]?.uid}: .phone.`)),
  });
});
