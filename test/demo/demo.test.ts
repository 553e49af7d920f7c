import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../store/reports/types.ts';
import { openChromium } from '../browser/chromium.ts';
import { walkDemo } from '../desk/demo-walk.ts';
import { leftovers, processesBelow } from '../local/process-tree.ts';
import { patience } from '../support/patience.ts';
import { type Demo, startDemoOnTerminal } from './start-demo.ts';

const DEMO = 'data/demo';
/** Until it stays up, on a quick machine; the walk through its pages comes on top. */
const PLAYED_MS = 3 * 60_000;

test('The demo merges what is sure and one reviewed cluster; from the link that it prints a person does the whole job again in a browser; it leaves report, backups and no process', {
  timeout: patience(2 * PLAYED_MS),
}, async () => {
  const demo = startDemoOnTerminal();
  onTestFinished(() => void demo.process.kill('SIGKILL'));
  await demo.untilSaid('approved clusters have ended');
  const [, pages = ''] = demo.said().match(/customers API at (\S+)\.$/m) ?? [];
  expect((await fetch(pages)).status).toBe(200);
  const analysis = await fetch(new URL('/api/v1/deduplication/analyze', pages));
  expect(await analysis.json()).toMatchObject({ total_records: 12, unique_customers: 8 });
  const started = processesBelow(demo.process.pid ?? 0);
  await demo.untilSaid('All stays up until Ctrl-C.', PLAYED_MS);

  expect(readdirSync(demo.folder)).toEqual(['data']);
  expect(readdirSync(join(demo.folder, DEMO))).toEqual(expect.arrayContaining(['backups', 'logs', 'reports']));
  const [run = ''] = readdirSync(join(demo.folder, DEMO, 'reports'));
  const report = JSON.parse(readFileSync(join(demo.folder, DEMO, 'reports', run, 'report.json'), 'utf8')) as Report;
  const reviewed = new Set(report.pairs.filter(({ decision }) => decision === 'review').map(({ cluster }) => cluster));
  expect(report.state).toBe('done');
  expect(report.counts.succeeded).toBe(report.counts.approved);
  expect(report.counts.succeeded).toBeGreaterThan(100);
  expect(reviewed.size).toBe(1);
  expect(report.clusters.undecided).toBeGreaterThan(20);
  for (const { backups } of report.pairs) {
    expect(backups.length).toBeGreaterThan(1);
    for (const { folder } of backups)
      expect(readdirSync(join(demo.folder, DEMO, 'backups', folder))).toContain('metadata.json');
  }
  expect(demo.said()).toMatch(
    new RegExp(`${report.counts.succeeded} of \\d+ in the plan merged and verified; none held`),
  );
  const page = join(demo.folder, DEMO, 'reports', run, 'report.html');
  expect(demo.said().split('\n')).toContain(`  ${pathToFileURL(page).href}`);
  expect(readFileSync(page, 'utf8')).toContain(`<h1>${report.counts.succeeded} duplicate contacts merged</h1>`);
  const { contacts, things } = report.conserved;
  const followed = (report.conversations as { followed: number }).followed;
  expect(things * followed).toBeGreaterThan(0);
  expect(demo.said()).toMatch(new RegExp(`Tickets +${things} with the ${contacts} contacts that were kept, none lost`));
  expect(demo.said()).toMatch(new RegExp(`Conversations +${followed} of the merged contacts, all with the contact`));
  expect(demo.said()).toMatch(/tickets and \d+ conversations none is lost or changed/);
  expect(readFileSync(page, 'utf8')).toContain(`${things} tickets, none lost.`);
  expect(report.rowsRead?.rows).toBeGreaterThan(report.contacts.inClusters);
  expect(demo.said()).toContain(`${report.rowsRead?.rows} rows`);
  expect(demo.said()).toMatch(/Private messages +[1-9]\d* backed up; those of other people cannot be seen/);
  await walkFromItsLink(demo);
  expect(readdirSync(join(demo.folder, DEMO, 'reports'))).toHaveLength(2);
  demo.type(CTRL_C);
  expect(await demo.exited, demo.said()).toEqual([0, null]);
  expect(await leftovers(started)).toEqual([]);
});

const CTRL_C = '\u0003';

async function walkFromItsLink(demo: Demo): Promise<void> {
  const [link = ''] = demo.said().match(/http:\/\/\S+\/login#\S+/) ?? [];
  const browser = await openChromium();
  try {
    await walkDemo({ page: await browser.newPage(), link });
  } finally {
    await browser.close();
  }
}
