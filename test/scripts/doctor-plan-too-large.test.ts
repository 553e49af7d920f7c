import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';
import { runDoctor } from './doctor-checks.ts';
import { planFile } from './input-files.ts';

test('a plan that needs more disk than there is fails with 5; blocked clusters need none', async () => {
  const scene = { folder: testFolder(), env: {} };
  const spec = { members: { 'REVU-1': [], 'REVU-2': [] }, csvTickets: { 'REVU-1': 4_000_000_000 } };
  const { code, checks } = await runDoctor(scene, [
    '--only',
    'disk',
    '--plan',
    planFile(scene, smallWorld([spec]).plan),
  ]);
  expect([code, checks.disk]).toEqual([
    5,
    {
      status: 'failed',
      found: expect.stringMatching(/free for '.*backups', and the plan needs about 4000\.0 TB \(4000000000 tickets/),
      todo: expect.stringContaining('BACKUP_DIR'),
    },
  ]);
  const blocked = smallWorld([{ ...spec, decision: 'blocked' }]).plan;
  expect((await runDoctor(scene, ['--only', 'disk', '--plan', planFile(scene, blocked)])).code).toBe(0);
});
