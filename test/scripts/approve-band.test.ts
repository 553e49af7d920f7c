import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { bandStanding } from '../../store/decisions/band.ts';
import { type Choice, storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  const specs = Array.from({ length: 104 }, (_, at) => ({
    members: { [`REVU-${2 * at + 1}`]: [], [`REVU-${2 * at + 2}`]: [] },
    decision: 'review' as const,
  }));
  const { world, plan } = smallWorld(specs);
  const clusters = plan.clusters.map((one) => ({
    ...one,
    band: one.primary === 'REVU-1' ? ('review' as const) : ('auto' as const),
    score: 0.9999,
  }));
  scene = await openScene({ world, plan: withDigest({ crm: plan.crm, profile: plan.profile, clusters }) });
  run = await scene.start({ approve: 'none' });
});

afterAll(() => scene.close());

async function say(choice: Choice, by: string, clusters: string[]): Promise<void> {
  await storeDecision(scene.database.db, { runId: run.id, choice, by, selection: { clusters } });
}

/** In another organization's run of the same plan. */
async function sayElsewhere(choice: Choice, by: string, clusters: string[]): Promise<void> {
  const { db } = scene.database;
  await db.execute(sql`
    insert into runs (id, plan_digest, crm, org, workflow_id, dry_run, options)
    select 'run-elsewhere', plan_digest, crm, 'DEV-elsewhere', 'run-elsewhere', dry_run, options from runs where id = ${run.id}
    on conflict do nothing`);
  for (const cluster of clusters) {
    await db.execute(sql`
      insert into decisions (run_id, plan_digest, cluster_id, cluster_digest, choice, by)
      select 'run-elsewhere', plan_digest, cluster_id, digest, ${choice}, ${by} from plan_clusters
      where plan_digest = ${run.planDigest} and cluster_id = ${cluster}`);
  }
}

async function approveBand(): Promise<{ code: number | null; said: string }> {
  const { code, out, err } = await runScript(scene, ['approve', run.id, '--band', 'auto', '--by', 'ada']);
  return { code, said: `${out}${err}` };
}

test('The auto band is approved as a whole by who has judged all of the sample without a no; any no closes it; what is said in another organization counts there', async () => {
  const { sample, clusters } = await bandStanding(scene.database.db, run);
  expect({ clusters, sampled: new Set(sample.map(({ cluster }) => cluster)).size }).toEqual({
    clusters: 103,
    sampled: 100,
  });
  const [first = '', second = '', ...others] = sample.map(({ cluster }) => cluster);

  await sayElsewhere(
    'approve',
    'ada',
    sample.map(({ cluster }) => cluster),
  );
  await sayElsewhere('reject', 'ben', [first]);
  expect(await approveBand()).toEqual({
    code: 2,
    said: expect.stringMatching(/ada has judged 0 of the sample of 100/),
  });
  await say('approve', 'ada', others);
  await say('later', 'ada', [first]);
  await say('approve', 'ben', [second]);
  expect(await approveBand()).toEqual({
    code: 2,
    said: expect.stringMatching(/ada has judged 98 of the sample of 100, 1 of them put off[\s\S]*--band auto/),
  });
  await say('approve', 'ada', [first]);
  await say('later', 'ben', [second]);
  await say('approve', 'ada', [second]);

  expect(await approveBand()).toEqual({
    code: 0,
    said: expect.stringMatching(
      /3 clusters[^\n]* approved by ada[\s\S]*0 of 100 wrong: with 95 % certainty at most 3 % of the 103/,
    ),
  });
  await say('reject', 'ben', [second]);
  expect(await approveBand()).toEqual({ code: 2, said: expect.stringMatching(/is closed: a person has said/) });
});
