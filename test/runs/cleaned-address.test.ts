import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { pairReasons } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** What the rows said: the plan keeps it, beside what of it is compared. */
const WRITTEN: Record<string, string> = {
  'REVU-2': 'per\u200bson0@example.com',
  'REVU-4': 'Person1@Example.com',
  'REVU-6': 'mailto:person2@example.com',
};

/** What the CRM has: the same as the row, or what cleaning made of it, or what no row said. */
const IN_CRM: Record<string, string> = {
  ...WRITTEN,
  'REVU-6': 'person2@example.com',
  'REVU-8': 'per\u200bson3@example.com',
};

function asWritten(plan: Plan): Plan {
  const clusters = plan.clusters.map((cluster): PlanCluster => {
    const members = cluster.members.map((member) => {
      const written = WRITTEN[member.id];
      return written === undefined ? member : { ...member, keys: { emails: [{ written, compared: cluster.email }] } };
    });
    return { ...cluster, members };
  });
  return withDigest({ crm: plan.crm, profile: plan.profile, clusters });
}

test("A contact's address in the CRM is compared by its key with the address that its row had, cleaned or not", async () => {
  const { world, plan } = smallWorld(manyPairs(4));
  for (const contact of world.contacts) contact.email = IN_CRM[contact.id] ?? contact.email;
  const scene = await openScene({ world, plan: asWritten(plan) });
  try {
    await scene.workerHere();
    await standstill(scene, await scene.start());
    expect(await pairStates(scene)).toEqual({
      'REVU-2': 'done',
      'REVU-4': 'done',
      'REVU-6': 'done',
      'REVU-8': 'held',
    });
    const other = 'the e-mail of REVU-8 in DevRev is not the one in the CSV';
    expect(await pairReasons(scene)).toMatchObject({ 'REVU-8': other });
    const folders = readdirSync(scene.env.BACKUP_DIR ?? '').filter((name) => name.includes('person0@example.com'));
    expect(folders.length).toBeGreaterThan(0);
  } finally {
    await scene.close();
  }
});
