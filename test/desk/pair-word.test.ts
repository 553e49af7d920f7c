import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type Answer, cookieByLink, FORM, send } from './desk.ts';
import { openSceneDesk, type SceneDesk } from './scene-desk.ts';

let scene: Scene;
let desk: SceneDesk;
let run: Run;
let cookie: string;

/** Three pairs whose merges were answered and never applied. */
beforeAll(async () => {
  const two = (at: number) => ({ members: { [`REVU-${at}`]: [`TKT-${at}`], [`REVU-${at + 1}`]: [`TKT-${at + 1}`] } });
  const sandbox = { faults: [{ on: 'rev-users.merge', do: 'never' as const, times: 3 }] };
  scene = await openScene({ ...smallWorld([two(1), two(3), two(5)]), sandbox });
  desk = await openSceneDesk({ ...scene, env: { ...scene.env, DEDUPE_TIMING: JSON.stringify(TEST_TIMING) } });
  await scene.workerHere();
  run = await scene.start();
  await standstill(scene, run);
  cookie = await cookieByLink(desk);
});

afterAll(async () => {
  await desk?.close();
  await scene?.close();
});

/** As a person types it. */
function pairOf(duplicate: string): string {
  return `${scene.plan.clusters.find(({ duplicates }) => duplicates.includes(duplicate))?.id}.${duplicate}`;
}

function press(duplicate: string, what: 'resolve' | 'look', fields: Record<string, string>): Promise<Answer> {
  const path = `/runs/${run.id}/pairs/${pairOf(duplicate)}/${what}`;
  const body = new URLSearchParams(fields).toString();
  return send(desk, { path, method: 'POST', headers: { ...FORM, cookie }, body });
}

const ends = (duplicate: string) =>
  expect.poll(async () => (await pairStates(scene))[duplicate], { timeout: patience(60_000) });

test('What was proven not to be merged is sent once more from its page, though not while its run is paused, and then it is merged', async () => {
  await ends('REVU-2').toBe('not-applied');
  const page = await send(desk, { path: `/runs/${run.id}/pairs/${pairOf('REVU-2')}`, headers: { cookie } });
  expect(page.body).toContain('a second and last time');
  const before = mergePosts(scene);
  const refused = await press('REVU-2', 'resolve', { as: 'resend' });
  expect([refused.status, refused.body.includes('is paused')]).toEqual([409, true]);
  const stop = { path: `/runs/${run.id}/stop`, method: 'POST', headers: { ...FORM, cookie }, body: 'word=resume' };
  expect((await send(desk, stop)).status).toBe(303);
  await scene.result(run);
  expect((await press('REVU-2', 'resolve', { as: 'resend' })).status).toBe(200);
  await ends('REVU-2').toBe('done');
  expect(mergePosts(scene)).toBe(before + 1);
  expect(scene.sandbox.effects().filter(({ kind }) => kind === 'merge')).toMatchObject([{ duplicate: 'REVU-2' }]);
});

test('A program gives one up by REST: its pair is abandoned, and nothing of it is sent', async () => {
  const posts = mergePosts(scene);
  const answer = await send(desk, {
    path: `/api/v1/pairs/${pairOf('REVU-4')}/resolve`,
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ as: 'abandon' }),
  });
  expect(answer.status, answer.body).toBe(202);
  await ends('REVU-4').toBe('abandoned');
  expect(mergePosts(scene)).toBe(posts);
});

test('What is said on a page and by REST is carried out with the times of the server’s settings', async () => {
  const orders = await scene.database.db.execute<{ word: string; timing: object }>(sql`
    select word, timing from orders where word in ('resend', 'abandon') and taken_at is not null order by word`);
  expect([...orders]).toEqual([
    { word: 'abandon', timing: TEST_TIMING },
    { word: 'resend', timing: TEST_TIMING },
  ]);
});

test('A word that needs no proof is refused where the CRM proves what became of a pair: its page says which words do, and nothing is written', async () => {
  const looked = await press('REVU-6', 'look', { as: 'settled-apart' });
  expect([looked.status, looked.body.includes('is as it was')]).toEqual([409, true]);
  const word = { as: 'settled-apart', because: 'they are two people, I have called both' };
  expect((await press('REVU-6', 'resolve', word)).status).toBe(422);
  expect((await press('REVU-6', 'resolve', { ...word, digest: 'abcdef' })).status).toBe(409);
  expect((await pairStates(scene))['REVU-6']).toBe('not-applied');
});
