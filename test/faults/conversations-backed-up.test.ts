import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupProblems } from '../support/backups-verify.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';

/** More than DevRev gives on a page: CONV-1 to CONV-101 are the duplicate's. */
const MANY = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`CONV-${index + 1}`, ['REVU-2']]));

test('A backup holds every conversation of a contact: list, thread, attachments, and what it cannot know', async () => {
  const { scene, progress } = await runCluster({
    cluster: { members: { 'REVU-1': [], 'REVU-2': ['TKT-1'] }, conversations: MANY },
    sandbox: { emptyPages: true },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
    const root = scene.env.BACKUP_DIR ?? '';
    const folder = join(root, readdirSync(root).find((name) => name.endsWith('_REVU-2')) ?? '');
    const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

    const pages: { conversations: { display_id: string; messages: unknown[] }[] }[] =
      read('conversations.json').conversations;
    expect(pages.map(({ conversations }) => conversations.length)).toEqual([100, 0, 1]);
    expect(pages.flatMap(({ conversations }) => conversations.map((one) => one.display_id))).toEqual(Object.keys(MANY));
    expect(readdirSync(join(folder, 'conversations')).sort()).toEqual(['TKT-1', ...Object.keys(MANY)].sort());

    const [thread] = read('conversations/CONV-101/messages.json').messages;
    expect(thread.timeline_entries.map(({ body }: { body: string }) => body)).toEqual(['Anybody there?', 'A note']);
    const [file = ''] = readdirSync(join(folder, 'conversations/CONV-101/attachments'));
    expect(readFileSync(join(folder, 'conversations/CONV-101/attachments', file))).toHaveLength(200);

    const verification = read('verification.json');
    expect(verification.conversations).toHaveLength(101);
    expect(verification.private_messages).toEqual({
      backed_up: 101,
      of_others: 'cannot be seen by this token, so they are neither counted nor in this backup',
    });
    const listed = verification.files.map(({ path }: { path: string }) => path);
    expect(listed).toContain('conversations.json');
    expect(listed).toContain('conversations/CONV-101/messages.json');
    expect(Object.values(await backupProblems(scene)).flat()).toEqual([]);
  } finally {
    await scene.close();
  }
});
