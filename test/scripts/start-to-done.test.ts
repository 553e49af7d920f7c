import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { cookieByLink, FORM, send } from '../desk/desk.ts';
import { openSceneDesk } from '../desk/scene-desk.ts';
import { appliedMerges } from '../support/outcome.ts';
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
      { members: { 'REVU-5': ['TKT-6'], 'REVU-6': ['TKT-7'] } },
      { members: { 'REVU-7': ['TKT-8'], 'REVU-8': ['TKT-9'] } },
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

/** Written by `preview` of b64450b, the last release that knew no other version: one cluster is clear, a person must look at the other. */
const RELEASED_PLAN = fileURLToPath(new URL('../contacts/golden/plan-version-1-small.json', import.meta.url));

test('A plan file of version 1 is shown, explained, started, reviewed and run to its end, and has its digest wherever it is kept', async () => {
  const text = readFileSync(RELEASED_PLAN, 'utf8');
  const { version, digest, clusters } = JSON.parse(text) as Plan;
  const look = clusters.find(({ decision }) => decision === 'review');
  expect([version, clusters.length, look?.members.map(({ id }) => id)]).toEqual([1, 2, ['REVU-7', 'REVU-8']]);
  const run = async (...args: string[]) => JSON.parse((await runScript(scene, [...args, '--json'])).out);
  expect(await run('start', '--plan', RELEASED_PLAN, '--preview')).toMatchObject({ digest, clusters: 2 });
  for (const { id } of clusters)
    expect(await run('explain', id, '--plan', RELEASED_PLAN)).toMatchObject({ plan: digest, isAsPlanned: true });

  const started = await run('start', '--plan', RELEASED_PLAN, '--approve', 'auto', '--yes');
  expect(started).toMatchObject({ plan: digest });
  expect(await run('explain', look?.id ?? '', started.run)).toMatchObject({ plan: digest, isAsPlanned: true });
  await decideByPage(started.run, look?.primary ?? '');
  const stored = await requireRun(scene.database.db, started.run);
  expect(await scene.result(stored)).toMatchObject({ state: 'done', counts: { merged: 2 } });
  expect(appliedMerges(scene)).toEqual(
    expect.arrayContaining(clusters.map((one) => `${one.primary}<-${one.duplicates}`)),
  );

  expect(readFileSync(join(started.folder, 'plan.json'), 'utf8')).toBe(text);
  expect(JSON.parse(readFileSync(join(started.folder, 'report.json'), 'utf8'))).toMatchObject({ plan: digest });
  const digests = await scene.database.db.execute(sql`
    select r.plan_digest as run, array_agg(distinct d.plan_digest) as decided, array_agg(distinct p.state) as pairs,
      (select count(*)::int from backups b join plan_clusters c on c.plan_digest = r.plan_digest and c.cluster_id = b.cluster_id
       where b.run_id = r.id and b.after_merge_of is null and b.digest is not null) as backups
    from runs r join decisions d on d.run_id = r.id join pairs p on p.run_id = r.id where r.id = ${started.run} group by r.id`);
  expect([...digests]).toEqual([{ run: digest, decided: [digest], pairs: ['done'], backups: 4 }]);
  expect(await run('verify-backups', '--run', started.run)).toMatchObject({ backups: { damaged: 0 } });
});

/** Approves the one cluster that waits, on its page. */
async function decideByPage(run: string, primary: string): Promise<void> {
  const desk = await openSceneDesk(scene);
  try {
    const headers = { cookie: await cookieByLink(desk, 'Ann') };
    const next = await send(desk, { path: `/runs/${run}/review/next`, headers });
    const path = String(next.headers.location);
    const page = await send(desk, { path, headers });
    expect(page.body).toContain(primary);
    const [, shown = ''] = /name="shown" value="(\w+)"/.exec(page.body) ?? [];
    const body = new URLSearchParams({ word: 'approve', shown }).toString();
    const told = { path: `${path.split('?')[0]}/decide`, method: 'POST', headers: { ...FORM, ...headers }, body };
    expect((await send(desk, told)).status).toBe(303);
  } finally {
    await desk.close();
  }
}
