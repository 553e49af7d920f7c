import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanHistory } from '../replay/clean-history.ts';
import { readable } from '../replay/history-files.ts';
import { pairReasons } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';

const HOSTILE = 'jane.doe@example.org\x1b[2J\x1b]0;owned\x07';

test('A state of a contact that is no word stands in no history, log or status: it is named unknown', async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  const scene = await openScene({ world, plan });
  try {
    scene.sandbox.act({ kind: 'editContact', id: 'REVU-2', patch: { state: HOSTILE } });
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ counts: { merged: 0, held: 1 } });
    const reason = "REVU-2 is in state 'unknown', which this tool does not know";
    expect(await pairReasons(scene)).toEqual({ 'REVU-2': reason });

    const cluster = `merge-${run.crm}-${run.org}-${plan.clusters[0]?.id}`;
    const histories = await Promise.all([run.workflowId, cluster].map((id) => historyOf(scene, id)));
    const status = await runScript(scene, ['status', run.id]);
    const logs = readdirSync(scene.env.LOGS_DIR ?? '').map((name) =>
      readFileSync(join(scene.env.LOGS_DIR ?? '', name), 'utf8'),
    );
    expect(histories.join()).toContain("in state 'unknown'");
    expect(logs.join()).toContain('step done');
    const texts = [...histories, ...logs, status.out, status.err];
    expect(
      texts.filter((text) => ['jane.doe', 'owned', '\x1b[2J', 'u001b'].some((part) => text.includes(part))),
    ).toEqual([]);
  } finally {
    await scene.close();
  }
});

async function historyOf(scene: Scene, workflowId: string): Promise<string> {
  return readable(cleanHistory(await scene.client.workflow.getHandle(workflowId).fetchHistory()));
}
