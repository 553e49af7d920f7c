import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { forgetDecision } from '../../store/decisions/lasting.ts';
import { readReport } from '../report/read-report.ts';
import { writes } from '../support/consent.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { newIds, undo } from '../support/undo.ts';

const TOGETHER = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] };

test('Five nights of an export from before an undo, and one of a fresh export, send nothing and pause nothing; what else the old one has is merged, and the two once their decision is forgotten', async () => {
  const { plan: first } = smallWorld([{ members: TOGETHER }]);
  const { world, plan: second } = smallWorld([{ members: { ...TOGETHER, 'REVU-3': ['TKT-3'] } }]);
  const scene = await openScene({ world, plan: first });
  try {
    await scene.workerHere();
    const night = await scene.start();
    await scene.result(night);
    await (await undo(scene, { runId: night.id })).result();
    const { 'REVU-2': now = '' } = await newIds(scene);
    const before = writes(scene).length;
    for (let nights = 0; nights < 5; nights += 1) {
      const old = await scene.start({ canary: 1 });
      const bad = { held: 0, skipped: 0, failed: 0, notStarted: 0, merged: 0 };
      expect(await scene.result(old)).toMatchObject({ state: 'done', counts: bad });
      expect(readReport(scene, old).report.counts).toMatchObject({ takenBack: 1, alreadyDone: 0, held: 0 });
    }
    const { plan: fresh } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], [now]: ['TKT-2'] } }]);
    expect(await scene.result(await scene.start({ plan: fresh, finish: true }))).toMatchObject({ state: 'done' });
    expect(writes(scene)).toHaveLength(before);
    const more = await scene.start({ plan: second });
    expect(await scene.result(more)).toMatchObject({ state: 'done', counts: { merged: 1, held: 0, done: 0 } });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-1<-REVU-3']);
    const [taken] = readReport(scene, more).report.pairs.filter(({ duplicate }) => duplicate === 'REVU-2');
    expect(taken).toMatchObject({
      result: 'taken-back',
      sends: 0,
      why: { code: 'taken-back', values: { contact: 'REVU-2', run: night.id, now } },
    });
    const backedUp = await scene.database.db.execute(
      sql`select distinct contact_id from backups where run_id = ${more.id} order by 1`,
    );
    expect(backedUp.map((row) => row.contact_id)).toEqual(['REVU-1', 'REVU-3']);
    const words = await scene.database.db.execute<{ id: number }>(sql`
      select id::int from lasting_decisions where because = 'undone' and members @> ${sql.param(['REVU-1', now])}::text[]`);
    for (const { id } of words) await forgetDecision(scene.database.db, { id, by: 'ada' });
    expect(await scene.result(await scene.start({ plan: fresh }))).toMatchObject({ counts: { merged: 1 } });
    expect(appliedMerges(scene).at(-1)).toBe(`REVU-1<-${now}`);
  } finally {
    await scene.close();
  }
});
