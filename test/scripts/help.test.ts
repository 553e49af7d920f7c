import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { runScript } from './run-script.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test.each([
  'start',
  'status',
  'pause',
  'resume',
  'approve',
  'code',
  'reject',
  'resolve',
  'cancel',
  'finish',
  'doctor',
  'explain',
  'normalize-phone',
  'store',
  'migrate',
  'ui',
  'authorize',
  'scan',
])('./scripts/%s.ts --help explains usage and exit codes without any setting', async (name) => {
  const { stdout, stderr } = await promisify(execFile)(`./scripts/${name}.ts`, ['--help'], { cwd: ROOT });
  expect(stdout).toMatch(new RegExp(`Usage: ./scripts/${name}.ts.*npm run ${name}.*Exit codes: 0`, 's'));
  expect(stderr).toBe('');
});

test('an unknown option is refused with 2', async () => {
  const { code, err } = await runScript({ env: {}, folder: testFolder() }, ['status', '--nonsense']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("'--nonsense'") });
});
