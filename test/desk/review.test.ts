import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Role } from '../../config/roles.ts';
import type { Run } from '../../store/runs/runs.ts';
import { type Answer, as, cookieByLink, FORM, send, sharedDesk } from './desk.ts';
import { reviewRuns } from './review-runs.ts';

const desk = sharedDesk();

const newRun = reviewRuns(desk, 'ORG');

function get(path: string, headers: Record<string, string> = as('approve')): Promise<Answer> {
  return send(desk(), { path, headers });
}

function post(
  path: string,
  fields: [string, string][] | Record<string, string>,
  headers = as('approve'),
): Promise<Answer> {
  const body = new URLSearchParams(fields as Record<string, string>).toString();
  return send(desk(), { path, method: 'POST', headers: { ...FORM, ...headers }, body });
}

function shownIn({ body }: Answer): string {
  // The first one may be of the cluster that was decided before, to take that back.
  return [...body.matchAll(/name="shown" value="(\w+)"/g)].at(-1)?.[1] ?? '';
}

async function first(run: Run, headers = as('approve')): Promise<string> {
  const answer = await get(`/runs/${run.id}/review/next`, headers);
  expect(answer.status).toBe(303);
  return String(answer.headers.location);
}

function states(run: Run): Promise<{ state: string }[]> {
  return desk().desk.db.execute<{ state: string }>(sql`
    select state from run_clusters where run_id = ${run.id} order by ordinal, cluster_id`);
}

test('A person goes through the queue: each decision leads to the next cluster, and the last one back to the queue', async () => {
  const run = await newRun();
  expect((await get(`/runs/${run.id}/review`)).body).toContain('3 clusters wait for a decision');
  let at = await first(run);
  for (const word of ['approve', 'reject', 'later']) {
    const page = await get(at);
    expect(page.status).toBe(200);
    const answer = await post(`${at.split('?')[0]}/decide`, { word, shown: shownIn(page) });
    expect(answer.status, answer.body).toBe(303);
    at = String(answer.headers.location);
  }
  expect(at).toContain(`/runs/${run.id}/review?`);
  const end = await get(at);
  expect(end.body).toContain('Nothing waits for a decision');
  expect(end.body).toContain('is left for a later run');
  // A word that nobody can say.
  const unsaid = at.replace('said=later', 'said=constructor');
  expect(unsaid).not.toBe(at);
  expect((await get(unsaid)).body).not.toContain('role="status"');
  expect((await states(run)).map(({ state }) => state)).toEqual(['approved', 'rejected', 'later']);
});

test('A page that is stale decides nothing: 412, what has changed, and the page as it is now', async () => {
  const run = await newRun();
  const at = await first(run);
  const page = await get(at);
  await post(`${at}/decide`, { word: 'approve', shown: shownIn(page) });
  const answer = await post(`${at}/decide`, { word: 'reject', shown: shownIn(page) });
  expect(answer.status).toBe(412);
  expect(answer.body).toContain('it has changed since you saw it. Now it is approved');
  const undone = await post(`${at}/decide`, { word: 'undo', shown: shownIn(answer) });
  expect([undone.status, (await states(run))[0]?.state]).toEqual([303, 'undecided']);
});

test('Of two people the second sees who has it, decides nothing, and is led to another cluster', async () => {
  const run = await newRun();
  const [ann, bob] = [{ cookie: await cookieByLink(desk(), 'Ann') }, { cookie: await cookieByLink(desk(), 'Bob') }];
  const at = await first(run, ann);
  const page = await get(at, ann);
  const seen = await get(at, bob);
  expect(seen.body).toContain('Ann (by link) has had it in front of them');
  const answer = await post(`${at}/decide`, { word: 'approve', shown: shownIn(page) }, bob);
  expect(answer.status).toBe(409);
  expect(await first(run, bob)).not.toBe(at);
  expect((await get(`/runs/${run.id}/review`, bob)).body).toContain('Ann (by link) looks at it');
  expect((await post(`${at}/decide`, { word: 'approve', shown: shownIn(page) }, ann)).status).toBe(303);
});

test('Another survivor, a split and never are posted as the forms have them; without a reason nothing is decided', async () => {
  const run = await newRun();
  const at = await first(run);
  const [, id = ''] = /clusters\/(\w+)/.exec(at) ?? [];
  const [row] = await desk().desk.db.execute<{ members: string[] }>(sql`
    select primary_id || duplicates as members from plan_clusters where plan_digest = ${run.planDigest} and cluster_id = ${id}`);
  const [a = '', b = ''] = row?.members ?? [];
  const shown = async () => shownIn(await get(at));
  const bare = await post(`${at}/decide`, { word: 'primary', primary: b, shown: await shown() });
  expect([bare.status, bare.body.includes('Say why')]).toEqual([422, true]);
  const one = [
    ['word', 'never'],
    ['never', a],
  ] as [string, string][];
  expect((await post(`${at}/decide`, [...one, ['shown', await shown()]])).status).toBe(422);
  const other = { word: 'primary', primary: b, because: 'the newer one', shown: await shown() };
  expect((await post(`${at}/decide`, other)).status).toBe(303);
  const stranger = { ...other, primary: 'REVU-999', shown: await shown() };
  expect((await post(`${at}/decide`, stranger)).status).toBe(409);
});

test('What is searched for is in no address, and a filter that is lost is said', async () => {
  const run = await newRun();
  const answer = await post(`/runs/${run.id}/review/filter`, { words: 'REVU-4', size: '2' });
  const at = String(answer.headers.location);
  expect(at).not.toContain('REVU');
  const page = await get(at);
  expect(page.body).toContain('1 of 3');
  expect((await get(`/runs/${run.id}/review?w=0123456789abcdef`)).body).toContain('not known any more');
});

test('All of a filter are approved as counted; what was counted before a change is refused with the difference', async () => {
  const run = await newRun();
  const all = await get(`/runs/${run.id}/review/all?size=2`);
  const set = /name="set" value="(\w+)"/.exec(all.body)?.[1] ?? '';
  const fields = { set, query: '?size=2' };
  await desk().desk.db.execute(sql`update run_clusters set state = 'later' where run_id = ${run.id} and ordinal = 2`);
  const refused = await post(`/runs/${run.id}/review/all`, fields);
  expect([refused.status, refused.body.includes('not among them any more')]).toEqual([412, true]);
  const again = /name="set" value="(\w+)"/.exec(refused.body)?.[1] ?? '';
  const answer = await post(`/runs/${run.id}/review/all`, { ...fields, set: again });
  expect([answer.status, answer.headers.location]).toEqual([303, `/runs/${run.id}/review?size=2&approved=1`]);
});

test.for(['view', 'approve', 'operate'] as Role[])('The role %s does what it may and no more', async (role) => {
  const run = await newRun();
  const at = await first(run);
  const may = role !== 'view';
  expect((await get(at, as(role))).body.includes('value="approve"')).toBe(may);
  expect((await get(`/runs/${run.id}/review/all`, as(role))).status).toBe(may ? 200 : 403);
  expect((await post(`/runs/${run.id}/review/all`, { set: 'x' }, as(role))).status).toBe(may ? 412 : 403);
  expect((await post(`${at}/decide`, { word: 'approve', shown: 'x' }, as(role))).status).toBe(may ? 412 : 403);
  expect((await states(run)).every(({ state }) => state === 'undecided')).toBe(true);
});

test('Without a login there is nothing, also for API_TOKEN; what is not there is a 404, and names of others are no ids', async () => {
  const run = await newRun();
  const at = await first(run);
  for (const path of [`/runs/${run.id}/review`, at, `/runs/${run.id}/review/all`]) {
    expect((await get(path, {})).status).toBe(303);
    expect((await get(path, { authorization: 'Bearer nobody' })).status).toBe(303);
  }
  for (const path of ['/runs/abc/review', `/runs/${run.id}/clusters/x`, `/runs/${run.id}/clusters/${'0'.repeat(32)}`]) {
    expect((await get(path)).status, path).toBe(404);
  }
  expect((await post(`${at}/decide`, { word: 'drop' })).status).toBe(422);
  const plain = { path: `${at}/decide`, method: 'POST', headers: as('approve'), body: 'word=approve' };
  expect((await send(desk(), plain)).status).toBe(415);
});
