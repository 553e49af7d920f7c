import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KEPT_MS, listUploads, saveUpload, sweepUploads } from '../../api/uploads/upload-files.ts';
import type { Upload } from '../../api/uploads/upload-state.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { keepApart } from '../../store/decisions/lasting.ts';
import { HEADER } from '../scripts/input-files.ts';
import { testFolder } from '../support/folder.ts';
import { as, FORM, send, sharedDesk } from './desk.ts';

const ORG = 'ORG-1';
const desk = sharedDesk({ env: { DEVREV_ORG: ORG } });
const CSV = { ...as('operate'), 'content-type': 'text/csv', 'x-file-name': encodeURIComponent('../../Müller <b>.csv') };

async function readUntilDone(id: string): Promise<Upload & { preview: Record<string, unknown> | null }> {
  const read = async () => JSON.parse((await send(desk(), { path: `/api/v1/plans/${id}`, headers: as('view') })).body);
  await expect.poll(async () => (await read()).state.is).toMatch(/^(ready|refused)$/);
  return read();
}

test('A CSV is kept for its owner alone, read in a process of its own, and shown as the preview verb has it', async () => {
  const sent = await send(desk(), {
    path: '/api/v1/plans',
    method: 'POST',
    headers: CSV,
    body: readFileSync(SAMPLE_CSV),
  });
  expect(sent.status).toBe(202);
  const { id, name } = JSON.parse(sent.body);
  expect([name, sent.headers.location]).toEqual(['Müller <b>.csv', `/api/v1/plans/${id}`]);
  const read = await readUntilDone(id);
  expect(read).toMatchObject({ state: { is: 'ready' }, by: 'Who may operate' });
  expect(read.preview).toMatchObject({ rows: 328, rejectedRows: 6, clusters: { auto: 94, review: 30, blocked: 3 } });
  const folder = join(desk().dataDir, 'uploads', id);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600);
  const page = await send(desk(), { path: `/plans/${id}`, headers: { ...as('view'), accept: 'text/html' } });
  expect(page.body).toContain('Müller &lt;b&gt;.csv');
  expect(page.body).toContain('Shared mailboxes');
  expect(page.body).toContain('Nothing: no two contacts of a cluster are kept apart by anybody');
  expect(page.body).toMatch(/role="img" aria-label="328 rows, \d+ contacts/);
  expect(page.body).toContain('2 contacts: ');
  expect(page.body).not.toContain('<form class="fields"');
});

interface List {
  path: string;
  /** What leads there. */
  n: number;
  /** Of all its pages. */
  rows: { decision: string; contacts: number; rule: string }[];
}

const read = async (path: string): Promise<string> =>
  (await send(desk(), { path, headers: { ...as('view'), accept: 'text/html' } })).body;

async function sendCsv(body: string | Buffer): Promise<string> {
  const sent = await send(desk(), { path: '/api/v1/plans', method: 'POST', headers: CSV, body });
  const { id } = JSON.parse(sent.body);
  await readUntilDone(id);
  return id;
}

/** Each number of a page that leads to a list of clusters, with that list. */
async function listsOf(page: string): Promise<List[]> {
  const lists: List[] = [];
  for (const [, path = '', n = ''] of page.matchAll(/<a href="(\/plans\/\w+\/clusters[^"]*)">([\d,]+)</g)) {
    const list: List = { path: path.replaceAll('&amp;', '&'), n: Number(n.replaceAll(',', '')), rows: [] };
    for (let at: string | undefined = list.path; at !== undefined; ) {
      const shown: string = await read(at);
      expect(shown.length).toBeLessThan(200 * 1024);
      for (const row of shown.matchAll(/<tr>(<th scope="row">.*)<\/tr>/g)) {
        const [, decision = '', , contacts, , rule = ''] = (row[1] ?? '').split(/<td[^>]*>/);
        list.rows.push({
          decision: plain(decision),
          contacts: Number(plain(contacts ?? '').replaceAll(',', '')),
          rule: plain(rule),
        });
      }
      at = /<a href="([^"]+)" rel="next">/.exec(shown)?.[1]?.replaceAll('&amp;', '&');
    }
    lists.push(list);
  }
  return lists;
}

const plain = (cell: string): string => cell.replace(/<.*/, '');

test('Each number of a preview leads to the clusters it counts, page by page', async () => {
  const id = await sendCsv(readFileSync(SAMPLE_CSV));
  const page = await read(`/plans/${id}`);
  const lists = await listsOf(page);
  const of = (query: string): List | undefined => lists.find(({ path }) => path === `/plans/${id}/clusters${query}`);
  expect(of('?decision=auto')).toMatchObject({ n: 94, rows: { length: 94 } });
  expect(of('?decision=review')).toMatchObject({ n: 30, rows: { length: 30 } });
  expect(of('?decision=blocked')).toMatchObject({ n: 3, rows: { length: 3 } });
  expect(of('')?.rows).toHaveLength(94 + 30 + 3);
  const names = { auto: 'clear', review: 'to look at', blocked: 'blocked' };
  for (const { path, n, rows } of lists) {
    const fields = new URL(path, 'http://a').searchParams;
    const contacts = rows.reduce((sum, row) => sum + row.contacts, 0);
    expect.soft([rows.length, contacts, contacts - rows.length], path).toContain(n);
    const decisions = fields.getAll('decision').map((one) => names[one as keyof typeof names]);
    for (const row of rows) {
      if (decisions.length > 0) expect.soft(decisions, path).toContain(row.decision);
      if (fields.has('strategy')) expect.soft([n, row.rule], path).toEqual([rows.length, fields.get('strategy')]);
      if (fields.has('size')) expect.soft([n, row.contacts], path).toEqual([rows.length, Number(fields.get('size'))]);
      if (fields.has('least')) expect.soft(row.contacts, path).toBeGreaterThanOrEqual(Number(fields.get('least')));
    }
  }
  const kinds = (name: string): boolean => lists.some(({ path }) => path.includes(`${name}=`));
  expect(['decision', 'strategy', 'size'].map(kinds)).toEqual([true, true, true]);
  const [, csv = ''] = /<a href="([^"]+)">All of them as a CSV/.exec(page) ?? [];
  expect((await read(csv)).trim().split('\n')).toHaveLength(1 + 6);
  expect(await read(`/plans/${id}/clusters?decision=none&size=-1&from=x`)).toContain('127 clusters, in the order');
  expect(await read(`/plans/${id}/clusters?from=999999999`)).toContain('There are no more');
});

test('A cluster that is too large for a list is counted in it and not read; what was refused has no lists, and no links to them', async () => {
  const rows = Array.from(
    { length: 2000 },
    (_, at) => `a@b.example,REVU-${at + 1},0,0,0,REVU-${at + 1},A,B,2025-01-15 9:05,,FALSE,,TRUE,1`,
  );
  const id = await sendCsv(`${[HEADER, ...rows].join('\n')}\n`);
  const [large] = await listsOf(await read(`/plans/${id}`));
  expect(large?.rows.map(({ contacts }) => contacts)).toEqual([2000]);
  expect(await read(`/plans/${id}/clusters`)).toContain('too large for this list');
  const broken = await sendCsv(`${[HEADER, ...rows.slice(0, 9), ...rows.map(() => 'x,y')].join('\n')}\n`);
  const page = await read(`/plans/${broken}`);
  expect(page).toContain('No run can be started with it');
  expect(page).not.toContain('/clusters');
  expect(page).toContain('All of them as a CSV');
  expect((await send(desk(), { path: `/plans/${broken}/clusters`, headers: as('view') })).status).toBe(404);
});

test('A preview says which clusters earlier decisions change, who decided that, and when', async () => {
  const body = readFileSync(SAMPLE_CSV);
  const upload = async (): Promise<string> =>
    JSON.parse((await send(desk(), { path: '/api/v1/plans', method: 'POST', headers: CSV, body })).body).id;
  const { preview } = await readUntilDone(await upload());
  const [look] = (preview?.review ?? []) as { id: string; primary: string; duplicates: string[] }[];
  const members = [look?.primary ?? '', look?.duplicates[0] ?? ''];
  const word = { crm: 'devrev', org: ORG, by: 'Bea <i>', through: 'page' as const };
  await keepApart(desk().desk.db, { ...word, aparts: [{ members, runId: null }] });
  await keepApart(desk().desk.db, { ...word, org: 'OTHER', aparts: [{ members: ['REVU-1', 'REVU-2'], runId: null }] });
  const id = await upload();
  const { preview: after } = await readUntilDone(id);
  expect(after).toMatchObject({ keptApartClusters: 1, keptApart: [{ cluster: look?.id, by: 'Bea <i>' }] });
  expect(after?.planDigest).toBe(preview?.planDigest);
  const page = await send(desk(), { path: `/plans/${id}`, headers: { ...as('view'), accept: 'text/html' } });
  const [, apart = ''] =
    /<a href="([^"]+)">1 cluster<\/a> waits for a person, whatever the rules say/.exec(page.body) ?? [];
  const list = await read(apart);
  expect([list.match(/<th scope="row">/g)?.length, list.includes(look?.id.slice(0, 12) ?? '-')]).toEqual([1, true]);
  expect(page.body).toMatch(
    new RegExp(`${look?.id.slice(0, 12)}</code>: REVU-\\d+ and REVU-\\d+, by Bea &lt;i&gt; on \\d+ \\w+ \\d{4}`),
  );
});

test('What is no export of contacts is refused in words, and nothing can be started with it', async () => {
  const sent = await send(desk(), { path: '/api/v1/plans', method: 'POST', headers: CSV, body: 'a,b\n1,2\n' });
  const { id } = JSON.parse(sent.body);
  const { state } = await readUntilDone(id);
  expect(state).toMatchObject({ is: 'refused', because: expect.stringMatching(/contacts\.csv.*no column 'Tickets'/s) });
  const headers = { ...as('operate'), 'content-type': 'application/json' };
  const body = JSON.stringify({ plan: id, dryRun: true });
  expect((await send(desk(), { path: '/api/v1/runs', method: 'POST', headers, body })).status).toBe(409);
});

test('Files that are sent at once are read one at a time', async () => {
  const ids = await Promise.all(
    [1, 2].map(async (n) => {
      const sent = await send(desk(), { path: '/api/v1/plans', method: 'POST', headers: CSV, body: `a,b\n${n},2\n` });
      return JSON.parse(sent.body).id as string;
    }),
  );
  const seen = new Set<string>();
  const states = (): string[] => ids.map((id) => desk().desk.uploads.find(id)?.state.is ?? '').sort();
  const isOver = (): boolean => {
    seen.add(states().join());
    return states().every((state) => state === 'refused');
  };
  await expect.poll(isOver, { interval: 5 }).toBe(true);
  expect(seen).toContain('reading,waiting');
  expect(seen).not.toContain('reading,reading');
});

test('The real thing is not started without the mark that one knows what it is', async () => {
  const sent = await send(desk(), {
    path: '/api/v1/plans',
    method: 'POST',
    headers: { ...CSV, 'content-type': 'application/json' },
    body: '{}',
  });
  const { id } = JSON.parse(sent.body);
  const fields = { kind: 'real', approve: 'auto', canary: '5', limit: '' };
  const post = (more: Record<string, string>) =>
    send(desk(), {
      path: `/plans/${id}/start`,
      method: 'POST',
      headers: { ...as('operate'), ...FORM },
      body: new URLSearchParams({ ...fields, ...more }).toString(),
    });
  expect((await post({})).status).toBe(422);
  for (const canary of ['0', '1.5', 'x', '10001'])
    expect((await post({ sure: 'yes', canary })).status, canary).toBe(422);
  expect(desk().desk.uploads.find(id)?.state).toEqual({ is: 'ready' });
  // No plan, as the verb finds: it says why, and nothing was started.
  expect((await post({ sure: 'yes' })).status).toBe(303);
  await expect.poll(() => desk().desk.uploads.find(id)?.notStarted).toBeTruthy();
  expect(desk().desk.uploads.find(id)?.state).toEqual({ is: 'ready' });
});

test('An upload goes after a day, unless a run was started with it', () => {
  const root = testFolder();
  const upload = (id: string, state: Upload['state']): string => {
    mkdirSync(join(root, id));
    writeFileSync(join(root, id, 'contacts.csv'), 'x');
    const about = { kind: 'csv', name: 'a', bytes: 1, by: 'Ada', at: new Date(0).toISOString() } as const;
    saveUpload(root, { id, ...about, state, notStarted: null });
    return id;
  };
  upload('a'.repeat(32), { is: 'ready' });
  const started = upload('b'.repeat(32), { is: 'started', run: '0123456789ab-1' });
  sweepUploads(root, KEPT_MS);
  expect(listUploads(root)).toHaveLength(2);
  sweepUploads(root, KEPT_MS + 1);
  expect(readdirSync(root)).toEqual([started]);
});

test('Whose day is over is found no more, also before it is removed', async () => {
  const { uploads } = desk().desk;
  const [id, started] = ['c'.repeat(32), 'd'.repeat(32)];
  const about = {
    kind: 'csv',
    name: 'a',
    bytes: 1,
    by: 'Ada',
    at: new Date(Date.now() - KEPT_MS - 1).toISOString(),
  } as const;
  for (const one of [id, started]) mkdirSync(join(uploads.root, one));
  saveUpload(uploads.root, { id, ...about, state: { is: 'ready' }, notStarted: null });
  saveUpload(uploads.root, {
    id: started,
    ...about,
    state: { is: 'started', run: '0123456789ab-1' },
    notStarted: null,
  });
  const found = async (one: string) =>
    (await send(desk(), { path: `/api/v1/plans/${one}`, headers: as('view') })).status;
  expect([await found(id), await found(started)]).toEqual([404, 200]);
  const ids = uploads.list().map((one) => one.id);
  expect([ids.includes(id), ids.includes(started)]).toEqual([false, true]);
});

test('An upload that breaks off leaves nothing behind', async () => {
  const before = readdirSync(join(desk().dataDir, 'uploads'));
  const headers = { ...CSV, 'content-length': '0' };
  expect((await send(desk(), { path: '/api/v1/plans', method: 'POST', headers })).status).toBe(422);
  expect(readdirSync(join(desk().dataDir, 'uploads'))).toEqual(before);
});
