import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Role } from '../../config/roles.ts';
import type { Run } from '../../store/runs/runs.ts';
import { as, cookieByLink, send, sharedDesk } from './desk.ts';
import { reviewRuns } from './review-runs.ts';

const desk = sharedDesk();
const newRun = reviewRuns(desk, 'REST');

async function get(path: string, headers = as('view')) {
  const answer = await send(desk(), { path, headers });
  return { status: answer.status, tag: String(answer.headers.etag), body: JSON.parse(answer.body) };
}

async function decide(body: object, tag: string | null, headers: Record<string, string> = as('approve')) {
  const answer = await send(desk(), {
    path: '/api/v1/decisions',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers, ...(tag !== null && { 'if-match': tag }) },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

async function decisionsOf({ id }: Run): Promise<unknown[]> {
  return desk().desk.db.execute(sql`select choice, by, through from decisions where run_id = ${id} order by id`);
}

test('All clusters of a run come page by page, each once, in plan order', async () => {
  const run = await newRun();
  const seen: number[] = [];
  let cursor = '';
  for (let page = 0; page < 3; page += 1) {
    const { body } = await get(`/api/v1/runs/${run.id}/clusters?limit=1${cursor}`);
    seen.push(body.items[0].ordinal);
    cursor = `&cursor=${body.next_cursor}`;
    if (page === 2) expect(body.next_cursor).toBeNull();
  }
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  for (const query of ['limit=0', 'limit=501', 'cursor=x', 'state=%00']) {
    expect((await get(`/api/v1/runs/${run.id}/clusters?${query}`)).status, query).toBe(422);
  }
});

test('A cluster is decided about as it was shown: by the name of the token, and once', async () => {
  const run = await newRun();
  const { body: queue } = await get(`/api/v1/runs/${run.id}/queue?decision=review`);
  const [{ cluster }] = queue.items;
  const shown = await get(`/api/v1/clusters/${cluster}?run=${run.id}`);
  expect(shown.body.members).toHaveLength(3);
  const body = { run: run.id, cluster, word: 'approve' };
  expect((await decide(body, null)).status).toBe(428);
  expect((await decide({ ...body, by: 'Somebody else' }, shown.tag)).status).toBe(422);
  expect((await decide(body, shown.tag)).status).toBe(200);
  expect(await decisionsOf(run)).toEqual([{ choice: 'approve', by: 'Who may approve', through: 'page' }]);
  const stale = await decide({ ...body, word: 'reject' }, shown.tag);
  expect([stale.status, stale.body.now.state]).toEqual([412, 'approved']);
  expect(await decisionsOf(run)).toHaveLength(1);
});

test('Who came by a link is named as they said, and marked so', async () => {
  const run = await newRun();
  const [{ cluster }] = (await get(`/api/v1/runs/${run.id}/queue`)).body.items;
  const { tag } = await get(`/api/v1/clusters/${cluster}?run=${run.id}`);
  const headers = { cookie: await cookieByLink(desk(), 'Grace') };
  expect((await decide({ run: run.id, cluster, word: 'later' }, tag, headers)).status).toBe(200);
  expect(await decisionsOf(run)).toMatchObject([{ by: 'Grace (by link)' }]);
});

test('A decision is undone until its cluster has begun', async () => {
  const run = await newRun();
  const [{ cluster }] = (await get(`/api/v1/runs/${run.id}/queue`)).body.items;
  const tag = async (): Promise<string> => (await get(`/api/v1/clusters/${cluster}?run=${run.id}`)).tag;
  await decide({ run: run.id, cluster, word: 'reject' }, await tag());
  expect((await decide({ run: run.id, cluster, word: 'undo' }, await tag())).status).toBe(200);
  expect((await get(`/api/v1/runs/${run.id}/queue`)).body.items).toHaveLength(3);
  await decide({ run: run.id, cluster, word: 'approve' }, await tag());
  await desk().desk.db.execute(sql`
    update run_clusters set state = 'started', started_at = now() where run_id = ${run.id} and cluster_id = ${cluster}`);
  expect((await decide({ run: run.id, cluster, word: 'undo' }, await tag())).status).toBe(409);
});

test('All of a filter is approved if it is still the set that was counted; else 412 says what has come and gone', async () => {
  const run = await newRun();
  const filter = { decision: 'auto' };
  const counted = await get(`/api/v1/runs/${run.id}/queue?decision=auto`);
  expect(counted.body).toMatchObject({ approvable: 2 });
  const [{ cluster }] = counted.body.items;
  const { tag } = await get(`/api/v1/clusters/${cluster}?run=${run.id}`);
  await decide({ run: run.id, cluster, word: 'later' }, tag);
  const stale = await decide({ run: run.id, word: 'approve', filter }, counted.tag);
  expect(stale).toMatchObject({ status: 412, body: { count: 1, added: [], gone: [cluster] } });
  const again = await get(`/api/v1/runs/${run.id}/queue?decision=auto`);
  const done = await decide({ run: run.id, word: 'approve', filter }, again.tag);
  expect([done.status, done.body.clusters]).toEqual([200, [again.body.items[0].cluster]]);
});

test.each<Role>(['view'])('Who may %s decides nothing', async (role) => {
  const run = await newRun();
  const [{ cluster }] = (await get(`/api/v1/runs/${run.id}/queue`)).body.items;
  const { tag } = await get(`/api/v1/clusters/${cluster}?run=${run.id}`);
  expect((await decide({ run: run.id, cluster, word: 'approve' }, tag, as(role))).status).toBe(403);
  expect(await decisionsOf(run)).toEqual([]);
});
