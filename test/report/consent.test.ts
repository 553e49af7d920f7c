import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  for (const contact of world.contacts) contact.customFields = { tnt__opt_out: contact.id === 'REVU-2' };
  scene = await openScene({ world, plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('With consent mapped in the rules the report names the fields that were checked and tightened', async () => {
  const consent = [{ field: 'tnt__opt_out', optedOut: true }];
  const dry = await scene.start({ consent, dryRun: true });
  await scene.result(dry);
  expect(readReport(scene, dry).merges[0]?.consent).toBe('checked, would tighten: tnt__opt_out');

  const run = await scene.start({ consent });
  await scene.result(run);
  const { report, merges } = readReport(scene, run);
  expect(report.consent).toEqual({
    fields: ['tnt__opt_out'],
    checked: 1,
    tightened: 1,
    values: [
      { field: 'tnt__opt_out', value: 'false', reading: 'in', contacts: 1 },
      { field: 'tnt__opt_out', value: 'true', reading: 'out', contacts: 1 },
    ],
  });
  expect(report.pairs[0]).toMatchObject({
    result: 'succeeded',
    consent: { optedOut: ['tnt__opt_out'], tightened: ['tnt__opt_out'] },
  });
  expect(merges[0]?.consent).toBe('checked, tightened: tnt__opt_out');
});
