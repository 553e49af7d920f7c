import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { landLate } from '../support/land-late.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, newIds, type UndonePair, undo, undonePairs } from '../support/undo.ts';

const TIMING = { ...PATIENT_TIMING, quietMs: 600, looksApartMs: 100 };

test('Whom two creates have not made is held with its locks; no undo asks for a third, and one that comes after it has landed goes on with it', async () => {
  const scene = await openScene(smallWorld(manyPairs(1)));
  try {
    const before = scene.sandbox.state();
    await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: TIMING });
    await standstill(scene, run);
    const takeBack = async (): Promise<UndonePair> => {
      const started = await undo(scene, { runId: run.id, timing: TIMING });
      await started.result();
      const [pair] = await undonePairs(scene, started.id);
      return pair ?? expect.unreachable();
    };
    const why = {
      code: 'undo-not-created',
      values: { creates: 2, marker: expect.stringMatching(/^undo-[0-9a-f]{16}$/) },
    };
    scene.sandbox.addFault({ on: 'rev-users.create', times: 2, do: 'drop-before' });
    expect(await takeBack()).toMatchObject({ state: 'held', why, creates: 2, newId: null });
    expect(await takeBack()).toMatchObject({ state: 'held', why, creates: 2, newId: null });
    expect(creates(scene)).toBe(2);
    const locked = await scene.database.db.execute(sql`select contact_id from locks order by 1`);
    expect(locked.map((row) => row.contact_id)).toEqual(['REVU-1', 'REVU-2']);
    const landed = await landLate(scene, { primary: 'REVU-1', duplicate: 'REVU-2' });
    expect(await takeBack()).toMatchObject({ state: 'done', newId: landed });
    expect(creates(scene), 'ours, and the late one').toBe(3);
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
    expect(await scene.database.db.execute(sql`select 1 from locks`)).toHaveLength(0);
  } finally {
    await scene.close();
  }
});

function creates({ sandbox }: Scene): number {
  return sandbox.requests().filter(({ path }) => path === 'rev-users.create').length;
}
