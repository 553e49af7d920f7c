import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import type { Run } from '../../store/runs/runs.ts';
import { cleanHistory } from '../replay/clean-history.ts';
import { readable } from '../replay/history-files.ts';
import { readReport } from '../report/read-report.ts';
import { type Consents, optOuts, withConsents, writes } from '../support/consent.ts';
import { pairReasons } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const STATUS = 'tnt__mail_status';
/** As a rules file of before has it. */
const OUT_ALONE: ConsentMapping[] = [{ field: STATUS, optedOut: 'unsubscribed' }];
const BOTH: ConsentMapping[] = [{ field: STATUS, optedOut: 'unsubscribed', optedInWords: ['subscribed'] }];
const ALL: ConsentMapping[] = [
  {
    field: STATUS,
    optedOut: 'unsubscribed',
    optedOutWords: ['unsubscribed', 'bounced', 'complained', 'nein', 'Unsubscribed (manual)'],
    optedInWords: ['subscribed'],
  },
];

/** What the duplicate says; its primary is subscribed. */
const SAID: Record<string, string> = {
  'REVU-2': 'complained',
  'REVU-4': 'bounced',
  'REVU-6': 'Unsubscribed (manual)',
  'REVU-8': 'nein',
};

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld(manyPairs(4));
  const all = world.contacts.map(({ id }): [string, Consents[string]] => [id, { [STATUS]: SAID[id] ?? 'subscribed' }]);
  scene = await openScene({ world: withConsents(world, Object.fromEntries(all)), plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

async function histories(run: Run): Promise<string> {
  const clusters = scene.plan.clusters.map(({ id }) => `merge-${run.crm}-${run.org}-${id}`);
  const texts = [run.workflowId, ...clusters].map(async (id) => {
    return readable(cleanHistory(await scene.client.workflow.getHandle(id).fetchHistory()));
  });
  return (await Promise.all(texts)).join();
}

async function heldRun(consent: ConsentMapping[]): Promise<Run> {
  const run = await scene.start({ consent });
  await standstill(scene, run);
  expect(Object.values(await pairStates(scene))).toEqual(['held', 'held', 'held', 'held']);
  expect(writes(scene)).toEqual([]);
  await scene.client.workflow.getHandle(run.workflowId).cancel();
  await expect(scene.result(run)).rejects.toThrow('cancelled');
  return run;
}

test('A file of before, with a word for "opted out" alone, holds all others, writes nothing, and says which line to add', async () => {
  await heldRun(OUT_ALONE);
  for (const reason of Object.values(await pairReasons(scene))) {
    expect(reason).toContain(
      "has the value 'subscribed' that the rules read neither as opted in nor as opted out: add it to the line 'opted_in' or 'opted_out' of that field, such as opted_in: ['subscribed']",
    );
  }
});

test('A value in neither list holds the pair with the value named, which no history has', async () => {
  const run = await heldRun(BOTH);
  const found = await pairReasons(scene);
  for (const [duplicate, said] of Object.entries(SAID)) {
    expect(found[duplicate]).toContain(`${STATUS} of ${duplicate} has the value '${said}' that the rules read neither`);
  }
  const text = await histories(run);
  expect(text).toContain('consent-unknown');
  for (const said of Object.values(SAID)) expect(text).not.toContain(said);
  const { report } = readReport(scene, run);
  expect(report.consent).toMatchObject({ checked: 0, tightened: 0 });
});

test('A report lists the values of all its contacts from their backups, and how each is read', async () => {
  const run = await scene.start({ consent: BOTH, dryRun: true });
  await standstill(scene, run);
  await scene.client.workflow.getHandle(run.workflowId).cancel();
  await expect(scene.result(run)).rejects.toThrow('cancelled');
  const value = (text: string, reading: string, contacts: number) => ({
    field: STATUS,
    value: text,
    reading,
    contacts,
  });
  expect(readReport(scene, run).report.consent).toMatchObject({
    values: [
      value('subscribed', 'in', 4),
      value('Unsubscribed (manual)', 'unknown', 1),
      value('bounced', 'unknown', 1),
      value('complained', 'unknown', 1),
      value('nein', 'unknown', 1),
    ],
  });
});

test("With the words in the rules, the next run writes the opted-out member's own word and merges", async () => {
  const run = await scene.start({ consent: ALL });
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 4 } });
  const own = Object.entries(SAID).map(([duplicate, said]) => {
    return `REVU-${Number(duplicate.slice('REVU-'.length)) - 1} {"${STATUS}":"${said}"}`;
  });
  expect(optOuts(scene).sort()).toEqual(own);
});
