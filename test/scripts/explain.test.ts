import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvFile } from '../../contacts/csv/source.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { RULES } from '../contacts/make.ts';
import { testFolder } from '../support/folder.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

const { plan } = await planFromCsv({
  source: csvFile(SAMPLE_CSV),
  rules: RULES,
  neverMerge: new Map(),
  profile: externalContacts,
});

test('a cluster of the sample plan is explained in 80 columns without colour, from its first digits or one of its contacts', async () => {
  const place = { folder: testFolder(), env: {} };
  const file = planFile(place, plan);
  const cluster = plan.clusters.find(({ strategy, decision }) => strategy === 'cxp-uid' && decision === 'auto');
  const prefix = cluster?.id.slice(0, 8) ?? '';
  const { code, out, err } = await runScript(place, ['explain', prefix, '--plan', file], { NO_COLOR: '1' });
  expect({ code, err }).toEqual({
    code: 0,
    err: `From ${file} (${plan.digest.slice(0, 12)}, profile external-contacts)\n`,
  });
  expect(out).toMatch(
    new RegExp(`^Cluster ${cluster?.id}.*Decided: ${cluster?.primary} is the only one left whose.*`, 's'),
  );
  expect(out).toContain(`${cluster?.primary} is kept; `);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(out).not.toContain('\x1b');

  const json = await runScript(place, ['explain', cluster?.duplicates[0] ?? '', '--csv', SAMPLE_CSV, '--json']);
  expect(JSON.parse(json.out)).toMatchObject({
    file: 'contacts_pivot.csv',
    plan: plan.digest,
    cluster: { id: cluster?.id },
    isAsPlanned: true,
    losses: cluster?.duplicates.map((duplicate) => ({ duplicate })),
  });
});

test('an unknown cluster ends with 3, a plan that nobody named with 2', async () => {
  const place = { folder: testFolder(), env: {} };
  const unknown = await runScript(place, ['explain', 'beefbeefbeef', '--plan', planFile(place, plan)]);
  expect(unknown).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/none of its \d+ clusters.*'beefbeefbeef'/),
  });
  const nowhere = await runScript(place, ['explain', 'beef']);
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringMatching(/^Which plan\? Name one with --plan FILE/) });
});

test("without a plan it is the newest run's, and without a store plan.json of the folder; it says which", async () => {
  const scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  try {
    const run = await scene.start({ approve: 'none' });
    const stored = await runScript(scene, ['explain', 'REVU-2']);
    expect(stored).toMatchObject({
      code: 0,
      err: expect.stringContaining(`From the plan of the newest run, ${run.id} (`),
    });
    expect(stored.out).toMatch(/The plan was made with other rules: it keeps REVU-1\s+by 'cxp-uid'/);
    const other = await runScript(scene, ['explain', 'REVU-2', 'no-such-run']);
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining("no run 'no-such-run'") });
    expect(existsSync(join(scene.folder, 'plan.json'))).toBe(false);
    writeFileSync(join(scene.folder, 'plan.json'), JSON.stringify(scene.plan));
    const file = await runScript(scene, ['explain', 'REVU-2'], { DATABASE_URL: '' });
    expect(file).toMatchObject({ code: 0, err: expect.stringContaining('From plan.json (') });
  } finally {
    await scene.close();
  }
});
