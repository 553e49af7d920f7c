import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { readReport } from '../report/read-report.ts';
import { consentRecord, IN, MAPPING, withConsents, writes } from '../support/consent.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const BEFORE = { 'REVU-48': ['TKT-1'], 'REVU-51': ['TKT-2'] };

test('An export that still has a contact which was merged last night merges only the new one: known, not merged again, and no opt-out is written', async () => {
  const { plan: first } = smallWorld([{ members: BEFORE }]);
  const { world, plan: second } = smallWorld([{ members: { ...BEFORE, 'REVU-53': ['TKT-3'] } }]);
  const consents = { 'REVU-48': IN, 'REVU-51': IN, 'REVU-53': IN };
  const scene = await openScene({ world: withConsents(world, consents), plan: first });
  try {
    await scene.workerHere();
    const night = await scene.start({ consent: MAPPING });
    await scene.result(night);
    const next = await scene.start({ plan: second, consent: MAPPING });
    expect(await scene.result(next)).toMatchObject({ state: 'done', counts: { done: 1, held: 0, merged: 1 } });
    expect(appliedMerges(scene)).toEqual(['REVU-48<-REVU-51', 'REVU-48<-REVU-53']);
    expect(writes(scene).filter((write) => write.startsWith('rev-users.update'))).toEqual([]);
    expect(await consentRecord(scene, 'REVU-51')).toMatchObject({ checked: true });

    const { report } = readReport(scene, next);
    expect(report.counts).toMatchObject({ succeeded: 1, alreadyDone: 1, held: 0 });
    const known = report.pairs.find(({ duplicate }) => duplicate === 'REVU-51');
    expect(known).toMatchObject({ result: 'already-done', proof: 'earlier', otherRun: night.id, backups: [] });
    expect(known?.reason).toContain(`${first.clusters[0]?.id}.REVU-48.REVU-51 by run ${night.id}`);
    const backedUp = await scene.database.db.execute(
      sql`select contact_id from backups where run_id = ${next.id} and after_merge_of is null`,
    );
    expect(backedUp.map((row) => row.contact_id).sort()).toEqual(['REVU-48', 'REVU-53']);
  } finally {
    await scene.close();
  }
});
