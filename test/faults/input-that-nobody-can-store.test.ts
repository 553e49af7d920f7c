import { expect, test } from 'vitest';
import { locked, pairReasons, sendCounts } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { query } from '../support/query.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Legal in JSON, and refused by Postgres. */
const NUL = 'user_\u0000';

const TWO = [
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
];

test('A contact that cannot be stored is given up after a few tries: its pair is skipped with type and code, and the others go on', async () => {
  const { world, plan } = smallWorld(TWO);
  for (const contact of world.contacts) if (contact.id === 'REVU-2') contact.externalRef = NUL;
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, skipped: 1 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'skipped', 'REVU-4': 'done' });
    expect((await pairReasons(scene))['REVU-2']).toBe('the backup of REVU-2 failed: DatabaseError 22021');
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});

test('One that cannot be stored any more when its merge was sent is held, with its locks, and not sent again', async () => {
  const { world, plan } = smallWorld(TWO.slice(0, 1));
  const scene = await openScene({ world, plan });
  const act = { kind: 'editContact', id: 'REVU-1', patch: { externalRef: NUL } } as const;
  scene.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'act', act, when: 'apply' } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ counts: { held: 1, done: 0 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
    expect((await pairReasons(scene))['REVU-2']).toContain('(DatabaseError 22021)');
    expect(await locked(scene)).toEqual(['REVU-1', 'REVU-2']);
    expect(await sendCounts(scene)).toEqual({ 'REVU-2': 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});

/** Every statement that keeps this contact's backup fails with the code, as it would by a mistake of ours. */
const MISTAKE = (contact: string, code: string): string => `
  create function mistake_${code}() returns trigger language plpgsql as $$
    begin raise exception 'ours' using errcode = '${code}'; end $$;
  create trigger mistake_${code} before insert or update on backups for each row
    when (new.contact_id = '${contact}') execute function mistake_${code}();`;

test('A statement of our own that Postgres refuses is no outage: its pair is skipped with the code after a few tries, and nobody waits', async () => {
  const { world, plan } = smallWorld([...TWO, { members: { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] } }]);
  const scene = await openScene({ world, plan });
  try {
    const url = scene.env.DATABASE_URL ?? '';
    await query(url, MISTAKE('REVU-2', '42703'));
    await query(url, MISTAKE('REVU-4', '23514'));
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, skipped: 2 } });
    expect(await pairReasons(scene)).toMatchObject({
      'REVU-2': 'the backup of REVU-2 failed: DatabaseError 42703',
      'REVU-4': 'the backup of REVU-4 failed: DatabaseError 23514',
    });
    expect(appliedMerges(scene)).toEqual(['REVU-5<-REVU-6']);
  } finally {
    await scene.close();
  }
});
