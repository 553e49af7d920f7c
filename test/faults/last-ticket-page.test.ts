import { expect, test } from 'vitest';
import { readBackup } from '../support/backups.ts';
import { runCluster } from '../support/one-pair.ts';

/** One more than DevRev gives on a page. The CSV is older and knows none of them, so nothing but the paging can notice. */
const TICKETS = Array.from({ length: 101 }, (_, index) => `TKT-${index + 2}`);

test('The backup holds every page of a long ticket list, the last one too', async () => {
  const { scene, progress } = await runCluster({
    cluster: { members: { 'REVU-1': ['TKT-1'], 'REVU-2': TICKETS }, csvTickets: { 'REVU-2': 0 } },
  });
  try {
    const backup = readBackup(scene, 'REVU-2');
    expect(backup?.tickets).toEqual(TICKETS);
    expect(backup?.conversations).toEqual(TICKETS);
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
  } finally {
    await scene.close();
  }
});
