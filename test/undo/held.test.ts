import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
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
    const why = { code: 'undo-not-created', values: { creates: 2 } };
    scene.sandbox.addFault({ on: 'rev-users.create', times: 2, do: 'drop-before' });
    expect(await takeBack()).toMatchObject({ state: 'held', why, creates: 2, newId: null });
    expect(await takeBack()).toMatchObject({ state: 'held', why, creates: 2, newId: null });
    expect(creates(scene)).toBe(2);
    const locked = await scene.database.db.execute(sql`select contact_id from locks order by 1`);
    expect(locked.map((row) => row.contact_id)).toEqual(['REVU-1', 'REVU-2']);
    const landed = await landLate(scene);
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

/** What a create of ours has asked for, so late that nobody waits for it any more. Returns the contact's id. */
async function landLate(scene: Scene): Promise<string> {
  const [row] = await scene.database.db.execute<{ marker: string }>(sql`select marker from undo_pairs limit 1`);
  const { rev_user: kept } = await ask<{ rev_org: { id: string } }>(scene, 'rev-users.get', { id: 'REVU-1' });
  const contact = { rev_org: kept.rev_org.id, display_name: 'Person 0', external_ref: row?.marker };
  const { rev_user: made } = await ask<{ display_id: string }>(scene, 'rev-users.create', contact);
  return made.display_id;
}

async function ask<User>({ sandbox, env }: Scene, path: string, body: object): Promise<{ rev_user: User }> {
  const answer = await fetch(`${sandbox.url}/${path}`, {
    method: 'POST',
    headers: { authorization: env.DEVREV_API_TOKEN ?? '', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { rev_user: User };
}
