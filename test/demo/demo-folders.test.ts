import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoFolders } from '../../scripts/demo/settings.ts';
import { testFolder } from '../support/folder.ts';

test('A demo leaves nothing in the folders of real runs, and a second one nothing in the place of the first', () => {
  const home = testFolder();
  const env = { DEDUPE_HOME: home, BACKUP_DIR: '/real', REPORTS_DIR: '/real', LOGS_DIR: '/real' };
  const demo = join(home, '.data/demo');
  const placed = (place: string) => ({
    dataDir: demo,
    place,
    backupDir: join(place, 'backups'),
    reportsDir: join(place, 'reports'),
    logsDir: join(place, 'logs'),
  });
  for (const place of [demo, join(demo, '2'), join(demo, '3')]) {
    expect(demoFolders(env)).toEqual(placed(place));
    mkdirSync(demoFolders(env).reportsDir, { recursive: true });
  }
});
