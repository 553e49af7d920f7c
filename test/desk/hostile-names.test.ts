import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openChromium } from '../browser/chromium.ts';
import { HEADER } from '../scripts/input-files.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type AtBrowser, logInAt } from './at-browser.ts';
import { openSceneDesk, type SceneDesk } from './scene-desk.ts';

const NAMES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  'Eva\u202egnp.\u2066x\u2069\u200f',
  `${'Wolfeschlegelsteinhausen'.repeat(12)}berger`,
  'Ada\u001b[2J\u0007\u009b31m',
];

let browser: Browser;
let scene: Scene;
let desk: SceneDesk;
let run: Run;
let seen: AtBrowser;

beforeAll(async () => {
  const clusters = NAMES.map((_, at) => ({
    members: { [`REVU-${2 * at + 1}`]: ['TKT-1'], [`REVU-${2 * at + 2}`]: [] },
    decision: 'review' as const,
  }));
  browser = await openChromium();
  const { world, plan } = smallWorld(clusters);
  const contacts = world.contacts.map((one, at) => ({
    ...one,
    ...shownAs(`${at % 2 === 0 ? 'Ann' : 'Bob'} ${NAMES[at >> 1]}`),
  }));
  scene = await openScene({ world: { ...world, contacts }, plan });
  desk = await openSceneDesk(scene);
  await scene.workerHere();
  run = await scene.start({ plan: named(plan), approve: 'none', dryRun: true });
  seen = await logInAt(browser, desk, 'Ann');
  await seen.page.setViewportSize({ width: 360, height: 800 });
});

afterAll(async () => {
  await browser?.close();
  await desk?.close();
  await scene?.close();
});

function shownAs(name: string): { fullName: string; displayName: string } {
  return { fullName: name, displayName: name };
}

/** Every field of it that comes from outside is one of these names. */
function named(plan: Plan): Plan {
  const clusters = plan.clusters.map((cluster, at) => {
    const name = NAMES[at] ?? '';
    const members = cluster.members.map((one) => ({
      ...one,
      name,
      externalRef: name,
      accountName: name,
      modifiedBy: name,
    }));
    return { ...cluster, email: `${name}@example.com`, strategy: name, reason: name, members };
  });
  return withDigest({ ...plan, clusters });
}

interface Inside {
  /** Whatever a name would have made, were it more than text. */
  made: string[];
  /** Characters that turn or move what stands beside them. */
  raw: string[];
  width: number;
}

async function inside(page: Page): Promise<Inside> {
  return page.evaluate<Inside>(`({
    made: [...document.querySelectorAll('img, script:not([src="/pages/app.mjs"]), iframe, base')].map(({ outerHTML }) => outerHTML).concat(
      [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on')))),
    raw: [...(document.title + document.body.textContent).matchAll(/[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]/g)]
      .map(([one]) => one.codePointAt(0).toString(16)),
    width: document.documentElement.scrollWidth,
  })`);
}

const INERT: Inside = { made: [], raw: [], width: 360 };

async function expectInert(path: string): Promise<void> {
  const { page } = seen;
  await page.goto(desk.url + path);
  expect.soft(await inside(page), path).toEqual(INERT);
}

test('On every page of a run hostile names are text, turn nothing around, and make nothing wider than a telephone', async () => {
  const { page, complaints } = seen;
  const at = `/runs/${run.id}`;
  const cards = scene.plan.clusters.map(({ id }) => `${at}/clusters/${id}`);
  for (const path of [
    '/',
    '/runs',
    at,
    `${at}/review`,
    `${at}/review/all`,
    `${at}/clusters`,
    `${at}/pairs`,
    ...cards,
  ]) {
    await expectInert(path);
  }
  await page.goto(`${desk.url}${cards[0]}`);
  expect(await page.textContent('main')).toMatch(/<script>alert|<img src=x|u\{202e\}|Wolfeschlegel|u\{1b\}/);
  expect(complaints).toEqual([]);
});

test('What is searched for is shown as text, whatever it is', async () => {
  const { page, complaints } = seen;
  for (const words of NAMES) {
    await page.goto(`${desk.url}/runs/${run.id}/review`);
    await page.fill('input[name=words]', words);
    await Promise.all([page.waitForNavigation(), page.click('form[role=search] button')]);
    expect.soft(await inside(page), words).toEqual(INERT);
  }
  expect(complaints).toEqual([]);
});

test('A file whose name and cells are hostile is shown as text, also where it cannot be read', async () => {
  const { page, complaints } = seen;
  const cells = [...NAMES, 'NUL\u0000byte'].map((name) => `"${name.replaceAll('"', '""')}"`);
  const rows = cells.map(
    (cell, at) => `${cell},${cell},0,0,0,REVU-${at + 1},ACC-1,${cell},2025-01-15 9:05,,FALSE,,TRUE,1`,
  );
  // Two of one address each, in two accounts of such a name.
  const taken = cells
    .slice(0, NAMES.length)
    .flatMap((cell, at) =>
      [2 * at + 1, 2 * at + 2].map(
        (n) => `person${at}@example.com,REVU-${n},0,0,0,REVU-${n},ACC-${n},${cell},2025-01-15 9:05,,FALSE,,TRUE,1`,
      ),
    );
  let listed: string | null = null;
  for (const [header, ...sent] of [
    [`${HEADER},${cells[1]}`, ...rows],
    [cells.join(), ...rows],
    [HEADER, ...taken],
  ]) {
    await page.goto(`${desk.url}/`);
    const buffer = Buffer.from(`${header}\n${sent.join('\n')}\n`);
    await page.setInputFiles('#file', {
      name: '"><img src=x onerror=alert(3)>\u202egnp.csv',
      mimeType: 'text/csv',
      buffer,
    });
    await Promise.all([page.waitForURL('**/plans/*'), page.click('form[data-upload] button')]);
    await page.waitForSelector('[role=alert], #costs, #rejected');
    expect.soft(await inside(page), header?.slice(0, 40)).toEqual(INERT);
    listed = await page
      .locator('a[href$="/clusters"]')
      .first()
      .getAttribute('href', { timeout: 1 })
      .catch(() => null);
    await expectInert('/');
  }
  await expectInert(listed ?? '');
  expect(await page.textContent('main')).toMatch(/<script>alert|<img src=x|u\{202e\}|Wolfeschlegel/);
  expect(complaints).toEqual([]);
});

test('Where the CRM itself has such names they are text on the pages of its pairs, and in the report', async () => {
  const { page, complaints } = seen;
  // As long as it is open, its contacts are its own.
  const before = scene.client.workflow.getHandle(run.workflowId);
  await before.cancel();
  await before.result().catch(() => undefined);
  const { clusters } = named(scene.plan);
  const asFound = clusters.map((cluster, at) => ({
    ...cluster,
    email: scene.plan.clusters[at]?.email ?? '',
    decision: 'auto' as const,
  }));
  const plan = withDigest({ ...scene.plan, clusters: asFound });
  const of = await scene.start({ plan, approve: 'auto', dryRun: true, finish: true });
  await scene.result(of);
  const at = `/runs/${of.id}`;
  const pairs = asFound.map(({ id, duplicates }) => `${at}/pairs/${id}.${duplicates[0]}`);
  for (const path of [at, `${at}/pairs`, ...asFound.map(({ id }) => `${at}/clusters/${id}`)]) await expectInert(path);
  const told: string[] = [];
  for (const path of pairs) {
    await expectInert(path);
    told.push((await page.textContent('main')) ?? '');
  }
  // Of one name nothing is left to compare.
  expect(told.filter((text) => /Ann .*Bob /s.test(text))).toHaveLength(NAMES.length - 1);
  await page.goto(`${desk.url}${at}/report`);
  const { made, raw } = await inside(page);
  // One script is its own.
  expect([made.filter((one) => !one.startsWith('<script>')), made.length, raw]).toEqual([[], 1, []]);
  expect(complaints).toEqual([]);
});

test('A person of such a name, and a page to go on to that is none, are text when they log in', async () => {
  for (const name of NAMES.slice(0, 2)) {
    const { page, complaints } = await logInAt(browser, desk, name);
    expect.soft((await inside(page)).made, name).toEqual([]);
    await page.context().clearCookies();
    await page.goto(`${desk.url}/login?next=${encodeURIComponent(`/${name}`)}`);
    expect.soft((await inside(page)).made, name).toEqual([]);
    await page.fill('#code', name);
    await page.fill('#name', name);
    await Promise.all([page.waitForNavigation(), page.click('section[aria-labelledby=by-link] button')]);
    expect.soft(await inside(page), name).toMatchObject({ made: [], raw: [] });
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});
