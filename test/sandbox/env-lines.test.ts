import { once } from 'node:events';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { sandboxScript } from './sandbox-script.ts';

test.each([
  ['devrev', 'DEVREV_BASE_URL', ['--attachment-port', '0']],
  ['podium', 'PODIUM_BASE_URL', []],
])('--env of the practice CRM %s prints the lines for .env, and says on Ctrl-C what ends', async (crm, name, more) => {
  const port = await freePort();
  const { child, errors, exit } = sandboxScript(['--crm', crm, '--env', '--port', String(port), ...more]);
  const [said] = await once(child.stdout, 'data');
  expect(parseEnv(String(said))).toMatchObject({
    [name]: `http://127.0.0.1:${port}`,
    DEDUPE_DATA_DIR: '.data/practice',
    BACKUP_DIR: '.data/practice/backups',
    REPORTS_DIR: '.data/practice/reports',
    LOGS_DIR: '.data/practice/logs',
  });
  child.kill('SIGINT');
  expect(await exit).toEqual({ code: 0, signal: null });
  expect(errors()).toContain('Ending the practice CRM');
});
