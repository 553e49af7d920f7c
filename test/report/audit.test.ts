import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Difference } from '../../activities/audit/audit-types.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { differenceWords } from '../../scripts/audit/difference-words.ts';
import type { Run } from '../../store/runs/runs.ts';
import { runScript } from '../scripts/run-script.ts';
import { FIELD, IN, MAPPING, OUT, withConsents, writes } from '../support/consent.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type UndoStarted, undo } from '../support/undo.ts';
import { mergedByHand } from '../support/undone-by-hand.ts';

const CLUSTERS = 15;
const ALONE = ['REVU-90', 'REVU-91', 'REVU-92', 'REVU-93'];

let scene: Scene;
let run: Run;
let taken: UndoStarted;

beforeAll(async () => {
  const pairs = Array.from({ length: CLUSTERS }, (_, at) => ({
    members: { [primary(at)]: [`TKT-${2 * at + 1}`], [duplicate(at)]: [`TKT-${2 * at + 2}`] },
  }));
  const alone = ALONE.map((id) => ({ members: { [id]: [] }, decision: 'review' as const }));
  const { world, plan } = smallWorld([...pairs, ...alone]);
  const clusters = plan.clusters.filter(({ duplicates }) => duplicates.length > 0);
  const consents = Object.fromEntries(world.contacts.map(({ id }) => [id, id === duplicate(5) ? OUT : IN]));
  scene = await openScene({ world: withConsents(world, consents), plan: withDigest({ ...plan, clusters }) });
  await scene.workerHere();
  run = await scene.start({ consent: MAPPING });
  await scene.result(run);
  taken = await undo(scene, { runId: run.id, clusterId: clusterOf(0) });
  await taken.result();
});

afterAll(() => scene.close());

test('audit of a run that told the truth finds nothing, writes nothing, and judges a pair that was taken back as that', async () => {
  const before = writes(scene).length;
  const found = await audit();
  expect(found).toMatchObject({
    code: 0,
    audit: { run: run.id, pairs: CLUSTERS, audited: CLUSTERS, differences: [], notAvailable: {} },
  });
  expect(writes(scene)).toHaveLength(before);
});

test('A sample is the same for the same seed, says its seed, and is another for another', async () => {
  const sample = await audit('--sample', '4');
  expect(sample.audit).toMatchObject({ pairs: CLUSTERS, audited: 4, seed: run.id });
});

test('audit finds each of the lies that were planted, and nothing else', async () => {
  const { crm, org } = run;
  const { db } = scene.database;
  const { sandbox } = scene;
  const ofPair = (at: number): SQL => sql`crm = ${crm} and org = ${org} and duplicate_id = ${duplicate(at)}`;
  sandbox.act({ kind: 'deleteTicket', id: 'TKT-4' });
  sandbox.act({ kind: 'setReporters', id: 'TKT-6', reporters: ['REVU-91'] });
  sandbox.act({ kind: 'addReporter', id: 'TKT-8', reporter: 'REVU-91' });
  sandbox.act({ kind: 'deleteContact', id: primary(4) });
  sandbox.act({ kind: 'editContact', id: primary(5), patch: { customFields: IN } });
  await db.execute(sql`update redirects set new_id = 'REVU-91' where old_id = ${duplicate(6)}`);
  await db.execute(sql`update consumed set primary_id = 'REVU-91' where ${ofPair(7)}`);
  await db.execute(sql`delete from consumed where ${ofPair(8)}`);
  await db.execute(sql`delete from redirects where old_id = ${duplicate(9)}`);
  await db.execute(
    sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id) values (${crm}, ${org}, 'REVU-92', 'REVU-91', ${run.id})`,
  );
  await db.execute(sql`insert into ref_changes (mode, crm, org, cluster_id, primary_id, from_id, old_ref, new_ref, state, token, run_id)
    select mode, crm, org, cluster_id, primary_id, duplicate_id, 'old', 'user_new', 'done', token, run_id from pairs where ${ofPair(10)}`);
  await db.execute(sql`update pairs set state = 'abandoned' where ${ofPair(11)}`);
  await db.execute(sql`delete from consumed where ${ofPair(11)}`);
  await mergedByHand(db, { crm, org, cluster: 'a'.repeat(32), primary: 'REVU-90', duplicate: 'REVU-91', run: run.id });
  await db.execute(sql`update pairs set state = 'undone' where ${ofPair(12)}`);
  await mergedByHand(db, { crm, org, cluster: clusterOf(1), primary: primary(1), duplicate: 'REVU-93', run: run.id });
  await db.execute(sql`update pairs set state = 'done' where ${ofPair(0)}`);
  await db.execute(sql`update pairs set state = 'undone' where ${ofPair(13)}`);
  await db.execute(sql`update consumed set undo_id = ${taken.id} where ${ofPair(13)}`);
  await db.execute(sql`insert into undo_pairs (undo_id, ordinal, cluster_id, primary_id, duplicate_id, state, marker)
    select ${taken.id}, 2, cluster_id, primary_id, duplicate_id, 'done', 'undo-none' from pairs where ${ofPair(13)}`);
  await db.execute(sql`update pairs set backups = (
      select jsonb_agg(case when b ->> 'contactId' = ${duplicate(14)} then b || '{"digest": "another"}' else b end)
      from jsonb_array_elements(backups) b) where ${ofPair(14)}`);
  const { code, audit: found } = await audit();
  expect(code).toBe(7);
  expect(found.differences.map(shortly).sort()).toEqual(
    [
      'thing-gone TKT-4',
      'thing-elsewhere TKT-6',
      'name-added TKT-8',
      `primary-gone ${primary(4)}`,
      `consent-loosened ${FIELD}`,
      `redirect-elsewhere ${duplicate(6)}`,
      `consumed-elsewhere ${duplicate(7)}`,
      `not-consumed ${duplicate(8)}`,
      `no-redirect ${duplicate(9)}`,
      'consumed-without-pair REVU-92',
      `reference-not-moved ${primary(10)}`,
      `gone-unmerged ${duplicate(11)}`,
      `temporal-merged ${duplicate(11)}`,
      'temporal-not-merged REVU-93',
      'duplicate-alive REVU-93',
      `temporal-undone ${duplicate(0)}`,
      'thing-elsewhere TKT-2',
      `temporal-not-undone ${duplicate(13)}`,
      `temporal-backup ${duplicate(14)}`,
      'duplicate-alive REVU-91',
      `undone-without-undo ${duplicate(12)}`,
    ].sort(),
  );
  const gone = found.differences.find((one) => one.code === 'primary-gone');
  expect(gone && differenceWords(gone)).toContain(`${primary(4)} was kept, the CRM does not have it`);
});

test('A history that Temporal does not keep is not available, and no difference', async () => {
  await scene.database.db.execute(
    sql`update runs set created_at = created_at - interval '1 year', ended_at = ended_at - interval '1 year'`,
  );
  const { audit: found } = await audit();
  expect(found.notAvailable).toMatchObject({ history: expect.any(Number) });
  expect(found.notAvailable.history).toBe(found.audited);
  expect(found.differences.map(({ code }) => code)).not.toContain('temporal-merged');
});

function primary(at: number): string {
  return `REVU-${2 * at + 1}`;
}

function clusterOf(at: number): string {
  return scene.plan.clusters.find((cluster) => cluster.primary === primary(at))?.id ?? '';
}

function duplicate(at: number): string {
  return `REVU-${2 * at + 2}`;
}

interface Told {
  audited: number;
  differences: ({ pair: string } & Difference)[];
  notAvailable: Record<string, number>;
}

async function audit(...more: string[]): Promise<{ code: number | null; audit: Told }> {
  const { code, out, err } = await runScript(scene, ['audit', run.id, '--json', ...more]);
  if (out === '') throw new Error(err);
  return { code, audit: JSON.parse(out) };
}

function shortly({ code, values }: Difference): string {
  const { id, fields, duplicate: of, contact } = values as Record<string, string | string[]>;
  // The practice DevRev's own spelling: `don:core:…:ticket/4`.
  const thing = typeof id === 'string' ? `TKT-${id.split('/').at(-1)}` : undefined;
  return `${code} ${thing ?? fields ?? of ?? contact}`;
}
