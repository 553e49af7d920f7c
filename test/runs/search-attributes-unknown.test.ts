import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { expect, inject, test } from 'vitest';
import { until } from '../../local/process/until.ts';
import { runScript } from '../scripts/run-script.ts';
import { createDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { openScene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

/** A namespace of which nobody has told the server our search attributes. */
async function otherNamespace(address: string): Promise<string> {
  const namespace = `plain-${randomUUID().slice(0, 8)}`;
  const connection = await Connection.connect({ address });
  const { workflowService: service } = connection;
  await service.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('30 days') });
  const isThere = async (): Promise<true | null> =>
    await service.countWorkflowExecutions({ namespace }).then(
      () => true as const,
      () => null,
    );
  await until(isThere, { timeoutMs: patience(60_000), everyMs: 200 });
  await connection.close();
  return namespace;
}

test('A server that does not know our search attributes runs a plan all the same, and doctor says what is missing', async () => {
  const temporalAddress = inject('temporalAddress');
  const namespace = await otherNamespace(temporalAddress);
  const databaseUrl = await createDatabase(inject('adminDatabaseUrl'));
  const scene = await openScene({ ...tinyPairs(1), servers: { temporalAddress, namespace, databaseUrl } });
  try {
    const run = await scene.start();
    const { typedSearchAttributes: found } = await scene.client.workflow.getHandle(run.workflowId).describe();
    expect(found.getAll().filter(({ key }) => key.name.startsWith('Dedupe'))).toEqual([]);
    await scene.workerHere();
    expect(await scene.result(run)).toMatchObject({ state: 'done' });
    const { out } = await runScript(scene, ['doctor', '--only', 'temporal']);
    expect(out).toContain(
      `search-attribute create --namespace ${namespace} --name DedupeRun --type Keyword --name DedupeCrm`,
    );
  } finally {
    await scene.close();
  }
});
