import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import { readReport } from '../report/read-report.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** A run to its end over a pair whose duplicate has a conversation, with a worker that finds the store as `age` leaves it. */
async function runAsUpgraded(
  age: (scene: Scene) => Promise<void>,
  sandbox: SandboxOptions,
): Promise<[Scene, string[]]> {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, conversations: { 'CONV-1': ['REVU-2'] } },
  ]);
  const scene = await openScene({ world, plan, sandbox });
  await age(scene);
  await scene.workerHere();
  const run = await scene.start();
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
  const { conversations, pairs } = readReport(scene, run).report;
  return [scene, [JSON.stringify(conversations), JSON.stringify(pairs[0]?.conversations)]];
}

/** The duplicate's reading is stored as an older version did when it backed the contact up. */
async function backedUpByOlder({ database: { db } }: Scene): Promise<void> {
  await db.execute(sql`
    create function without_conversations() returns trigger language plpgsql as
    $$ begin new.relations = new.relations - 'conversations'; return new; end $$`);
  await db.execute(sql`
    create trigger as_before before insert on readings for each row when (new.contact_id = 'REVU-2')
    execute function without_conversations()`);
}

/** What is known of both when they are looked at after the merge is what an older version has kept. */
async function sentByOlder({ database: { db }, sandbox }: Scene): Promise<void> {
  const run = async (): Promise<void> => {
    await db.execute(sql`update readings set relations = relations - 'conversations'`);
    await db.execute(sql`
      update pairs set relations_before = relations_before - 'conversations',
        evidence = evidence #- '{primary,relations,conversations}' #- '{duplicate,relations,conversations}'`);
  };
  sandbox.addFault({ on: 'rev-users.get', nth: 5, do: { kind: 'run', run } });
}

test('A backup made before conversations were read is completed at fresh, and then they are compared', async () => {
  const [scene, report] = await runAsUpgraded(backedUpByOlder, {});
  try {
    const root = scene.env.BACKUP_DIR ?? '';
    const added = readdirSync(root).filter((name) => name.endsWith('_REVU-2.1'));
    expect(added).toHaveLength(1);
    expect(readdirSync(join(root, added[0] ?? '')).sort()).toContain('conversations.json');
    expect(readdirSync(join(root, added[0] ?? '', 'conversations'))).toEqual(['CONV-1']);
    expect(report).toEqual([
      '{"pairs":1,"followed":1}',
      '{"before":{"primary":0,"duplicate":1},"after":{"primary":1,"duplicate":0}}',
    ]);
  } finally {
    await scene.close();
  }
});

test('A pair that an older version has sent is not held for conversations that nobody read before', async () => {
  const [scene, report] = await runAsUpgraded(sentByOlder, { moveConversations: 'never' });
  try {
    expect(report).toEqual(['{"pairs":0,"followed":0}', '{"before":null,"after":null}']);
  } finally {
    await scene.close();
  }
});
