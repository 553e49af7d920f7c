import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { cookieByLink, send } from './desk.ts';
import { openSceneDesk, type SceneDesk } from './scene-desk.ts';

let scene: Scene;
let desk: SceneDesk;

/** Of one person, who is written in two ways. */
function nameOf(id: string): string {
  return Number(id.split('-')[1]) % 2 === 1 ? 'Ada Lovelace' : 'Ada King Lovelace';
}

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': [], 'REVU-4': [] }, decision: 'review' },
  ]);
  const contacts = world.contacts.map((one) => ({
    ...one,
    fullName: nameOf(one.id),
    displayName: nameOf(one.id),
    workspace: nameOf(one.id).includes('King') ? 'REV-2' : 'REV-1',
    customFields: { tnt__tier: nameOf(one.id) },
  }));
  const workspaces = [...world.workspaces, { id: 'REV-2', name: 'Second', account: 'ACC-1' }];
  const named = plan.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map((one) => ({
      ...one,
      name: nameOf(one.id),
      accountName: nameOf(one.id),
      fields: { tnt__tier: nameOf(one.id) },
    })),
  }));
  scene = await openScene({
    world: { ...world, contacts, workspaces },
    plan: withDigest({ ...plan, clusters: named }),
  });
  desk = await openSceneDesk(scene);
  await scene.workerHere();
});

afterAll(async () => {
  await desk?.close();
  await scene?.close();
});

test('What becomes of a name is only expected until a merge of this organization has shown it; then its date stands there', async () => {
  const waiting = scene.plan.clusters.find(({ decision }) => decision === 'review');
  const card = async (run: string): Promise<string> => {
    const headers = { cookie: await cookieByLink(desk) };
    return (await send(desk, { path: `/runs/${run}/clusters/${waiting?.id}`, headers })).body;
  };
  const before = await scene.start({ approve: 'none', dryRun: true });
  expect(await card(before.id)).toContain('expected: DevRev does not say which value wins');
  expect(await card(before.id)).not.toContain('seen: in a merge');
  await scene.client.workflow.getHandle(before.workflowId).cancel();
  const run = await scene.start({ approve: 'auto', finish: true });
  await scene.result(run);
  // A server that is started anew has kept nothing of before.
  await desk.close();
  desk = await openSceneDesk(scene);
  const after = await card(run.id);
  expect(after).toMatch(/seen: in a merge of this organization on [^<]*the kept contact/);
  expect(after).toContain('kept in the backup only');
  for (const field of ['name', 'external ref', 'account name', 'tnt  tier']) {
    const [, row = ''] = new RegExp(`</span>${field}</th>(.*?)</tr>`, 's').exec(after) ?? [];
    expect.soft(row, field).toContain('seen: in a merge of this organization on');
    expect.soft(row, field).toContain('kept in the backup only');
  }
});
