import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { readStatus } from '../../control/status/run-status.ts';
import { layOut, PLAIN } from '../../scripts/status/lay-out.ts';
import { statusLines } from '../../scripts/status/lines.ts';
import { until } from '../support/outcome.ts';
import { loosened } from './loosened.ts';
import { openMergeScene } from './merge-scene.ts';
import { contact, mobile, phone } from './people.ts';

test('The status of a run shows the watch over refusals that its merge took away, what that waits for, and that it does not run any more', async () => {
  const scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], {});
  onTestFinished(() => scene.close());
  await scene.workerHere();
  const { gone, runId } = await loosened(scene);
  const { client, database, env, folder } = scene;
  const config = loadConfig(env, folder);
  const status = () => readStatus({ config, db: database.db, client: async () => client, runId });
  const text = async (): Promise<string> => layOut(statusLines(await status(), Date.now()), PLAIN).join('\n');
  await until('it has looked', async () => (await status()).watches.some(({ looks }) => looks > 0));
  const [watch] = (await status()).watches;
  expect(watch).toMatchObject({ running: true, pair: expect.stringContaining(gone.uid) });
  expect(await text()).toMatch(/Refusals that a merge took away, \S+: refused again and looked at \d+ times?/);

  // No worker is of the store any more: its step is tried again and again.
  await database.db.execute(sql`update store_identity set backup_store = gen_random_uuid()`);
  const watching = client.workflow.getHandle(watch?.workflowId ?? '');
  await until('a step of the watch is tried again', async () => {
    const { raw } = await watching.describe();
    return (raw.pendingActivities ?? []).some(({ lastFailure }) => lastFailure != null);
  });
  const [step] = (await status()).steps.filter(({ watch: isWatch }) => isWatch);
  expect(step).toMatchObject({ pair: watch?.pair, failure: { type: 'WrongBackups' }, needsPerson: true });
  expect(await text()).toContain(`refusals of ${watch?.pair}  `);

  await watching.terminate();
  await until('nobody watches', async () => (await status()).watches.every(({ running }) => running === false));
  expect(await text()).toContain(`npm run resolve -- ${watch?.pair} --as settled-consent`);
});
