import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { damagedBackup } from '../../activities/undo/damaged-backup.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import type { Reason } from '../../store/reasons.ts';
import type { MergedPair } from '../../store/undo/merged-pair.ts';
import { keptBackups } from '../support/kept-backups.ts';
import { makeFolder } from '../support/servers.ts';
import {
  damageBackup,
  editWithList,
  linkInBackup,
  moveOutside,
  removeBackup,
  type Spoiled,
  truncateList,
  type WhichBackup,
} from '../support/spoil-backup.ts';

const [PRIMARY, DUPLICATE] = ['REVU-1', 'REVU-2'];
const FILE = 'metadata.json';

type Spoil = (at: Spoiled, which: WhichBackup) => void | Promise<void>;

/** What has become of a backup, which one it is, and what is said of it. */
const SPOILED: [string, Spoil, WhichBackup, unknown[]][] = [
  [
    'has a symbolic link to the same bytes',
    linkInBackup,
    { contact: DUPLICATE },
    [
      { is: 'missing', file: FILE },
      { is: 'link', file: FILE },
    ],
  ],
  [
    'has a list that is cut short',
    truncateList,
    { contact: DUPLICATE },
    [{ is: 'another-list', file: 'verification.json' }],
  ],
  [
    'has a file that was edited together with its hash',
    editWithList,
    { contact: DUPLICATE },
    [{ is: 'another-list', file: 'verification.json' }],
  ],
  ['lies outside the backup folder', moveOutside, { contact: DUPLICATE }, [{ is: 'outside' }]],
  ['is gone', removeBackup, { contact: DUPLICATE }, [{ is: 'missing', file: 'verification.json' }]],
  ['has one bit changed', damageBackup, { contact: PRIMARY }, [{ is: 'changed', file: FILE }]],
  [
    'is of after the merge and has one bit changed',
    damageBackup,
    { contact: PRIMARY, afterMergeOf: DUPLICATE },
    [{ is: 'changed', file: FILE }],
  ],
];

test.each(SPOILED)(
  'A backup that %s is refused, and what is wrong with it is said',
  async (_what, spoil, which, damage) => {
    const said = await refusal((at) => spoil(at, which));
    expect(said).toEqual({ code: 'backup-damaged', values: { contact: which.contact, problems: [], damage } });
  },
);

test('Backups that nobody has touched are refused by nothing', async () => {
  expect(await refusal(() => {})).toBeNull();
});

/** What an undo of the merge says of its backups, once somebody has been at them. */
async function refusal(spoil: (at: Spoiled) => void | Promise<void>): Promise<Reason | null> {
  const { database, root } = await keptBackups();
  const folder = makeFolder();
  try {
    const { db } = database;
    const rows = await db.execute<
      Record<string, unknown> & MergedPair['backups'][number] & { after: string | null }
    >(sql`
      select contact_id as "contactId", folder, part, digest, after_merge_of as after from backups order by part`);
    const backups = rows.filter(({ after }) => after === null);
    const afterImage = rows.find(({ after }) => after !== null)?.digest ?? null;
    await spoil({ database, env: { BACKUP_DIR: root }, folder });
    const key = { undoId: '', clusterId: '', primaryId: PRIMARY, duplicateId: DUPLICATE };
    return await damagedBackup(fileBackups({ db, root }), { key, merged: { backups, afterImage } });
  } finally {
    await database.close();
    for (const path of [root, folder]) rmSync(path, { recursive: true, force: true });
  }
}
