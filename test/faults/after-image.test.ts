import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { AFTER } from '../../store/backups/layout.ts';
import { afterImages } from '../support/after-images.ts';
import { backupProblems } from '../support/backups-verify.ts';
import { runCluster } from '../support/one-pair.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;

beforeAll(async () => {
  const cluster = {
    members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'], 'REVU-3': ['TKT-2', 'TKT-4'] },
    conversations: { 'CONV-1': ['REVU-2', 'REVU-3'], 'CONV-2': ['REVU-3'] },
  };
  ({ scene } = await runCluster({ cluster }));
});

afterAll(() => scene.close());

test('Of each merge is kept what stood after it and before the next one: the primary whole, and who is named by what followed', async () => {
  const { 'REVU-2': first, 'REVU-3': last } = await afterImages(scene);
  expect(first).toMatchObject({
    primary: { display_id: 'REVU-1', description: 'Merged from REVU-2.' },
    reported: { 'TKT-1': ['REVU-1'], 'TKT-2': ['REVU-1', 'REVU-3'], 'TKT-3': ['REVU-1'] },
    conversations: { 'CONV-1': ['REVU-1', 'REVU-3'] },
  });
  expect(first?.reported).not.toHaveProperty('TKT-4');
  const { tickets, conversations } = scene.sandbox.state();
  expect(last?.primary).toEqual(await shown(scene, 'REVU-1'));
  expect(last?.reported).toEqual(mapped(tickets, ({ reportedBy }) => reportedBy));
  expect(last?.conversations).toEqual(mapped(conversations, ({ members }) => members));
});

test('A merge is judged by no such backup, and a later pair does not list that of an earlier one', async () => {
  const images = Object.values(await afterImages(scene)).map((image) => image?.digest);
  const rows = await scene.database.db.execute<{ backups: { contactId: string; digest: string }[] }>(
    sql`select backups from pairs order by duplicate_id`,
  );
  const listed = rows.flatMap(({ backups }) => backups.map(({ digest }) => digest));
  expect(listed.filter((digest) => images.includes(digest))).toEqual([]);
  expect(new Set(images).size).toBe(2);
});

test('One that was damaged is found when backups are verified, and is not read', async () => {
  expect(Object.values(await backupProblems(scene)).flat()).toEqual([]);
  const root = scene.env.BACKUP_DIR ?? '';
  const digest = (await afterImages(scene))['REVU-3']?.digest ?? '';
  const [row] = await scene.database.db.execute<{ folder: string }>(
    sql`select folder from backups where digest = ${digest}`,
  );
  const folder = join(root, row?.folder ?? '');
  expect((await readdir(folder)).sort()).toEqual([AFTER, 'metadata.json', 'verification.json']);
  await appendFile(join(folder, AFTER), ' ');
  const found = await fileBackups({ db: scene.database.db, root }).verify(digest);
  expect(found).toMatchObject([{ is: 'resized', file: AFTER }]);
  expect((await afterImages(scene))['REVU-3']).toBeNull();
});

/** As DevRev answers now. */
async function shown({ sandbox, env }: Scene, id: string): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}/rev-users.get`, {
    method: 'POST',
    headers: { authorization: env.DEVREV_API_TOKEN ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  });
  return ((await answer.json()) as { rev_user: unknown }).rev_user;
}

function mapped<T>(things: Record<string, T>, namesOf: (thing: T) => string[]): Record<string, string[]> {
  const contacts = (thing: T): string[] => namesOf(thing).filter((id) => id.startsWith('REVU-'));
  return Object.fromEntries(Object.entries(things).map(([id, thing]) => [id, contacts(thing)]));
}
