import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openChromium } from '../browser/chromium.ts';
import { findings } from '../browser/findings.ts';
import { locked } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import { type AtBrowser, logInAt } from './at-browser.ts';
import { cookieByLink, send } from './desk.ts';
import { openSceneDesk, type SceneDesk } from './scene-desk.ts';

/** Kept as what the test puts out. */
const PICTURES = '.data/test-pictures';
const PAGES = ['', '/review', '/review/next', '/review/all', '/clusters', '/pairs'];

let browser: Browser;
let scene: Scene;
let desk: SceneDesk;

/** By mouse and by keys, the same three clusters of other people: two, two, and three of which one is somebody else. */
const SPECS = [0, 10].flatMap((from): ClusterSpec[] => [
  { members: people(from + 1, from + 2), decision: 'review' },
  { members: people(from + 3, from + 4), decision: 'review' },
  { members: people(from + 5, from + 6, from + 7), decision: 'review' },
]);

/** Of these nothing can be proven in the end. */
const UNPROVEN: ClusterSpec = { members: { 'REVU-21': ['TKT-21'], 'REVU-22': ['TKT-22', 'TKT-23'] } };

function people(...numbers: number[]): Record<string, string[]> {
  return Object.fromEntries(numbers.map((n) => [`REVU-${n}`, [`TKT-${n}`]]));
}

beforeAll(async () => {
  const { world, plan } = smallWorld([...SPECS, UNPROVEN]);
  browser = await openChromium();
  scene = await openScene({ world, plan });
  desk = await openSceneDesk(scene);
  await scene.workerHere();
});

afterAll(async () => {
  await browser?.close();
  await desk?.close();
  await scene?.close();
});

const open = (name: string): Promise<AtBrowser> => logInAt(browser, desk, name);

function start(plan: Plan): Promise<Run> {
  return scene.start({ plan, approve: 'none' });
}

/** The clusters whose contacts have these numbers. */
function planOf(from: number, to: number): Plan {
  const isOf = ({ primary }: { primary: string }): boolean => {
    const n = Number(primary.split('-')[1]);
    return n > from && n <= to;
  };
  return withDigest({ ...scene.plan, clusters: scene.plan.clusters.filter(isOf) });
}

async function isThree(page: Page): Promise<boolean> {
  return (await page.locator('h1').textContent())?.includes('3') === true;
}

async function outcome(run: Run): Promise<object> {
  const { client, database } = scene;
  await client.workflow.getHandle(run.workflowId).result();
  const rows = await database.db.execute<{ state: string; n: number }>(sql`
    select state, count(*)::int as n from run_clusters where run_id = ${run.id} group by 1`);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** One approved, one refused, one left out of three: its part is done, and so is the one that was approved. */
const DECIDED = { done: 2, rejected: 1, replaced: 1 };

test('By mouse a person goes from the list of runs through the review to the report', async () => {
  const run = await start(planOf(0, 10));
  const { page, complaints } = await open('Ann');
  await page.click('text=Runs');
  await page.click(`a:has-text("${run.id}")`);
  await page.click('text=3 clusters to decide');
  await page.click('text=Go through them');
  for (const button of ['One person', 'Not one person']) {
    while (await isThree(page)) await page.click('text=Next →');
    await page.click(`button:has-text("${button}") >> nth=0`);
    await page.waitForSelector('[role=status]:has-text("Cluster")');
  }
  expect(await isThree(page)).toBe(true);
  await page.click('summary:has-text("Leave some out")');
  await page.check('input[name=without] >> nth=2');
  await page.fill('details[open] input[name=because]', 'somebody else, as they wrote');
  await page.click('button:has-text("Leave these out")');
  await page.waitForSelector('h1:has-text("Nothing waits")');
  await page.click(`text=Run ${run.id}`);
  await page.waitForSelector('a:has-text("The report")', { timeout: patience(60_000) });
  expect(await outcome(run)).toEqual(DECIDED);
  await page.click('a:has-text("The report")');
  await page.waitForSelector('h1:has-text("merged")');
  expect(complaints).toEqual([]);
});

test('By keys alone it is the same; they are dead in a field, and can be switched off', async () => {
  const run = await start(planOf(10, 20));
  const { page, complaints } = await open('Bob');
  await page.goto(`${desk.url}/runs/${run.id}/review/next`);
  await page.evaluate(
    `addEventListener('submit', ({ target }) => { if (target.method === 'post') globalThis.said = true; })`,
  );
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] :focus:has-text("Switch the keys off")');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.waitForSelector('button:has-text("Keys are off")');
  await page.keyboard.press('r');
  expect(await page.evaluate('globalThis.said ?? "nothing"')).toBe('nothing');
  await page.focus('button:has-text("Keys are off")');
  for (const key of ['Enter', 'Enter', 'Escape']) await page.keyboard.press(key);
  await page.waitForSelector('button:has-text("Keys: ?")');
  for (const key of ['a', 'r']) {
    while (await isThree(page)) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press('ArrowRight')]);
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    await page.waitForSelector('[role=status]:has-text("Cluster")');
  }
  await page.keyboard.press('w');
  for (const key of ['Tab', 'Tab', 'Space', 'Tab']) await page.keyboard.press(key);
  await page.keyboard.type('a reason with a, r and l in it');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.waitForSelector('h1:has-text("Nothing waits")');
  expect(await outcome(run)).toEqual(DECIDED);
  expect(complaints).toEqual([]);
});

test('Two browsers at once: the second sees that it is taken, and a stale page decides nothing', async () => {
  const run = await scene.start({ plan: scene.plan, approve: 'none', dryRun: true });
  const [ann, bob] = [await open('Ann'), await open('Bob')];
  await ann.page.goto(`${desk.url}/runs/${run.id}/review/next`);
  const url = ann.page.url();
  await bob.page.goto(url);
  await bob.page.waitForSelector('text=Ann (by link) has had it in front of them');
  const stale = await ann.page.context().newPage();
  await stale.goto(url);
  await ann.page.keyboard.press('l');
  await ann.page.waitForSelector('[role=status]:has-text("left for a later run")');
  await stale.click('button:has-text("Not one person") >> nth=0');
  await stale.waitForSelector('text=it has changed since you saw it');
  expect([ann.complaints, bob.complaints]).toEqual([[], []]);
  await over(run);
});

test('Where nothing can be proven any more a person looks, says why, and their word ends the pair: the CRM is asked for nothing', async () => {
  const { sandbox, database } = scene;
  sandbox.addFault({ on: 'rev-users.merge', do: 'never' });
  const run = await scene.start({ plan: planOf(20, 30), approve: 'auto' });
  await standstill(scene, run);
  sandbox.act({ kind: 'deleteTicket', id: 'TKT-22' });
  const before = [mergePosts(scene), sandbox.state()];
  const { page, complaints } = await open('Ann');
  await page.goto(`${desk.url}/runs/${run.id}`);
  await page.click('section[aria-labelledby=left-title] a');
  await page.click('summary:has-text("Nothing can be proven any more")');
  await page.click('button:has-text("Look, to say that they are two")');
  await page.waitForSelector('pre:has-text("1 with neither, or deleted")');
  expect(await findings(page)).toEqual([]);
  const word = page.locator('button:has-text("They are two contacts, and I say so")');
  await word.click();
  expect((await pairStates(scene))['REVU-22'], 'without a reason').toBe('not-applied');
  await page.fill('details[open] input[name=because]', 'the agent deleted one by mistake');
  await word.click();
  await page.waitForSelector('[role=status]:has-text("It is settled-apart")');
  expect((await pairStates(scene))['REVU-22']).toBe('settled-apart');
  expect([mergePosts(scene), sandbox.state()]).toEqual(before);
  expect(await locked(scene)).toEqual([]);
  const words = await database.db.execute(sql`select word, by, because from settlements`);
  expect([...words]).toEqual([
    { word: 'settled-apart', by: 'Ann (by link)', because: 'the agent deleted one by mistake' },
  ]);
  expect(complaints).toEqual([]);
  await over(run);
});

test('Who follows a link of another page comes as nobody, and goes on with one click', async () => {
  const { page, complaints } = await open('Eve');
  await page.goto(`data:text/html,<a href="${desk.url}/runs">contacts</a>`);
  await page.click('a');
  await page.waitForSelector('h1:has-text("You come from another page")');
  expect(await page.locator('main a, main button').allInnerTexts()).toEqual(['Go on']);
  await onEachScreen(page, 'go-on', async () => undefined);
  await page.click('main a');
  await page.waitForSelector('h1:has-text("Runs")');
  expect(complaints).toEqual([]);
});

test('A tab that nobody sees listens to nothing: its stream ends at the server, and begins anew when somebody looks', async () => {
  const run = await scene.start({ plan: scene.plan, approve: 'none', dryRun: true });
  const streams = streamsOf(run);
  const { page, complaints } = await open('Dora');
  // A browser that nobody sees shows all its tabs: what it would say of a hidden one is said for it.
  const hide = (hidden: boolean): Promise<unknown> =>
    page.evaluate(
      `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
       document.dispatchEvent(new Event('visibilitychange'));`,
    );
  await page.goto(`${desk.url}/runs/${run.id}`);
  await expect.poll(streams.open).toBe(1);
  await hide(true);
  await expect.poll(streams.open).toBe(0);
  await hide(false);
  await expect.poll(streams.open).toBe(1);
  expect(complaints).toEqual([]);
  streams.forget();
  await page.close();
  await over(run);
});

/** The streams of a run that this process serves, as its HTTP server has them. */
function streamsOf({ id }: Run): { open: () => number; forget: () => void } {
  const open = new Set<ServerResponse>();
  const onRequest = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.url !== `/runs/${id}/live`) return;
    open.add(response);
    response.once('close', () => open.delete(response));
  };
  subscribe('http.server.request.start', onRequest);
  return { open: () => open.size, forget: () => void unsubscribe('http.server.request.start', onRequest) };
}

test('In light and dark, on a phone and on a desk, axe finds nothing serious on any page, and nothing is wider than the window', async () => {
  const run = await scene.start({ plan: scene.plan, approve: 'none', dryRun: true });
  const { page, complaints } = await open('Ann');
  const preview = await previewed();
  const paths = [
    '/',
    '/login',
    '/runs',
    preview,
    `${preview}/clusters`,
    await pairThatWaits(),
    await reportThatIs(),
    ...PAGES.map((page) => `/runs/${run.id}${page}`),
  ];
  for (const path of paths) {
    const name = `start${path.replaceAll(/[0-9a-f]{12}-\d+|[0-9a-f]{32}[.\w-]*/g, 'ID').replaceAll('/', '-')}`;
    await onEachScreen(page, name, () => page.goto(desk.url + path));
  }
  expect(complaints).toEqual([]);
  await over(run);
});

/** In light and dark, on a phone and on a desk: what axe finds, whether anything is wider than the window, and a picture. */
async function onEachScreen(page: Page, name: string, show: () => Promise<unknown>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await show();
      const at = `${name} ${colorScheme} ${width}`;
      expect.soft(await findings(page), at).toEqual([]);
      expect.soft(await page.evaluate('document.documentElement.scrollWidth'), at).toBeLessThanOrEqual(width);
      await page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
}

/** The report of a run that has ended. */
async function reportThatIs(): Promise<string> {
  const [run] = await scene.database.db.execute<{ id: string }>(sql`select id from runs where state = 'done' limit 1`);
  return `/runs/${run?.id}/report`;
}

/** The page of the sample, once it is read. */
async function previewed(): Promise<string> {
  const headers = { cookie: await cookieByLink(desk), 'content-type': 'text/csv' };
  const sent = await send(desk, { path: '/api/v1/plans', method: 'POST', headers, body: readFileSync(SAMPLE_CSV) });
  const { id } = JSON.parse(sent.body) as { id: string };
  await expect.poll(() => desk.desk.uploads.find(id)?.state.is, { timeout: patience(30_000) }).toBe('ready');
  return `/plans/${id}`;
}

/** The page of a pair that was sent, has provably not happened, and waits for a person's word. */
async function pairThatWaits(): Promise<string> {
  const [pair] = await scene.database.db.execute<{ run: string; name: string }>(sql`
    update pairs p set state = 'not-applied', sends = 1 from (select * from pairs where state = 'done' and mode = 'real' limit 1) one
    where p.cluster_id = one.cluster_id and p.duplicate_id = one.duplicate_id and p.mode = one.mode
    returning p.run_id as run, p.cluster_id || '.' || p.duplicate_id as name`);
  return `/runs/${pair?.run}/pairs/${pair?.name}`;
}

async function over({ workflowId }: Run): Promise<void> {
  const handle = scene.client.workflow.getHandle(workflowId);
  await handle.cancel();
  await handle.result().catch(() => {});
}
