import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanHistory } from '../replay/clean-history.ts';
import { readReport } from '../report/read-report.ts';
import { runReport } from '../report/run-report.ts';
import { locked } from '../support/ledger.ts';
import { PAIR } from '../support/one-pair.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

const BECAUSE = 'the agent deleted TKT-3 by mistake';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([PAIR]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A pair that nothing can prove is shown, agreed to by digest, and stands in a column of its own; why is in no history and no log', async () => {
  scene.sandbox.addFault({ on: 'rev-users.merge', do: 'never' });
  const run = await scene.start();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  scene.sandbox.act({ kind: 'deleteTicket', id: 'TKT-3' });
  const pair = `${scene.plan.clusters[0]?.id}.REVU-2`;
  const say = ['resolve', pair, '--as', 'settled-apart', '--by', 'ada'];

  expect(await runScript(scene, [...say, '--because', 'so'])).toMatchObject({ code: 2 });
  const shown = await runScript(scene, [...say, '--because', BECAUSE]);
  expect(shown).toMatchObject({ code: 4, out: expect.stringContaining('1 with neither, or deleted') });
  const digest = /--yes ([0-9a-f]{16})/.exec(shown.out)?.[1] ?? '';
  const other = await runScript(scene, [...say, '--because', BECAUSE, '--yes', digest.split('').reverse().join('')]);
  expect(other).toMatchObject({ code: 2, err: expect.stringContaining('look again') });
  expect(await locked(scene)).toEqual(['REVU-1', 'REVU-2']);
  const settled = await runScript(scene, [...say, '--because', BECAUSE, '--yes', digest]);
  expect(settled).toMatchObject({ code: 0, out: `Pair ${pair} is settled-apart\n` });
  expect(await locked(scene)).toEqual([]);

  await runScript(scene, ['resume']);
  await scene.result(run);
  await runReport(scene);
  const { report, merges } = readReport(scene, run);
  expect(report.counts).toMatchObject({ settledApart: 1, held: 0, succeeded: 0 });
  expect(merges).toMatchObject([{ result: 'settled-apart', settled: 'apart', proof: '' }]);

  const history = cleanHistory(
    await scene.client.workflow.getHandle(`resolve-devrev-${run.org}-${pair.replace('.', '.REVU-1.')}`).fetchHistory(),
  );
  const written = Buffer.from(BECAUSE).toString('base64').slice(0, 20);
  for (const text of [history, ...logTexts()])
    for (const secret of [BECAUSE, written]) expect(text).not.toContain(secret);
});

function logTexts(): string[] {
  const folder = join(scene.folder, 'logs');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log') || name.endsWith('.jsonl'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
