import { ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { startScan } from '../../control/scan/start-scan.ts';
import { query } from '../support/query.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { openScanScene } from './scan-scene.ts';

test('What a scan reads, and how, is a row that counts once: its workflow names the row, and any other that does is refused', async () => {
  const scene = await openScanScene();
  onTestFinished(() => scene.close());
  const { client, database, env, world } = scene;
  const rows = (columns: string): Promise<Record<string, unknown>[]> =>
    query(env.DATABASE_URL ?? '', `select ${columns} from scan_orders order by created_at`);

  const workflowId = await scene.start({ full: true });
  const again = { client, db: database.db, crm: 'podium', org: world.org, full: false, regions: [], region: null };
  const second = startScan({ ...again, timing: TEST_TIMING, taskQueue: env.TEMPORAL_TASK_QUEUE ?? '' });
  await expect(second).rejects.toThrow('ERR_DEDUP_014');
  const [order] = await rows('id::text as id, is_full, region');
  expect([order?.is_full, order?.region]).toEqual([true, 'AU']);

  await scene.workerHere();
  const handle = client.workflow.getHandle(workflowId);
  await handle.result();
  const { taskQueue } = await handle.describe();
  const [started] = (await handle.fetchHistory()).events ?? [];
  const given = started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  expect(given.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()))).toEqual([{ order: order?.id }]);

  const scans = await query(env.DATABASE_URL ?? '', 'select * from base_scans');
  for (const id of [workflowId, 'scan-by-hand']) {
    const args = [{ order: order?.id, full: true, region: 'NZ', carried: { scan: 1, isRead: true } }];
    const byHand = await client.workflow.start('scanBase', { workflowId: id, taskQueue, args });
    expect(await byHand.result().catch(refusalIn)).toBe('NotItsOwn');
  }
  expect(await query(env.DATABASE_URL ?? '', 'select * from base_scans')).toEqual(scans);

  await scene.scan();
  expect(await rows('is_full')).toEqual([{ is_full: true }, { is_full: false }]);
});

function refusalIn(error: unknown): string | null | undefined {
  const cause = error instanceof WorkflowFailedError ? error.cause?.cause : null;
  return cause instanceof ApplicationFailure ? cause.type : null;
}
