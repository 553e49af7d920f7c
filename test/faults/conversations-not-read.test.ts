import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import { readReport } from '../report/read-report.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** A run to its end whose readings are, from the n-th read of a contact on, as an older version left them. */
async function runAsUpgraded(nth: number, contacts: string[], sandbox: SandboxOptions): Promise<[Scene, string[]]> {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, conversations: { 'CONV-1': ['REVU-2'] } },
  ]);
  const scene = await openScene({ world, plan, sandbox });
  const { db } = scene.database;
  const forget = async (): Promise<void> => {
    await db.execute(sql`update readings set relations = relations - 'conversations' where contact_id in ${contacts}`);
    await db.execute(sql`
      update pairs set relations_before = relations_before - 'conversations',
        evidence = evidence #- '{primary,relations,conversations}' #- '{duplicate,relations,conversations}'`);
  };
  scene.sandbox.addFault({ on: 'rev-users.get', nth, do: { kind: 'run', run: forget } });
  await scene.workerHere();
  const run = await scene.start();
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
  const { conversations, pairs } = readReport(scene, run).report;
  return [scene, [JSON.stringify(conversations), JSON.stringify(pairs[0]?.conversations)]];
}

test('A backup made before conversations were read is completed at fresh, and then they are compared', async () => {
  const [scene, report] = await runAsUpgraded(3, ['REVU-2'], {});
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
  const [scene, report] = await runAsUpgraded(5, ['REVU-1', 'REVU-2'], { moveConversations: 'never' });
  try {
    expect(report).toEqual(['{"pairs":0,"followed":0}', '{"before":null,"after":null}']);
  } finally {
    await scene.close();
  }
});
