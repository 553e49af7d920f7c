import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readTokens, writeTokens } from '../../crm/podium/tokens/token-file.ts';
import { openScanScene, type ScanScene } from './scan-scene.ts';

test('Of two processes that need another token at the same moment one asks for it, and both go on with that', async () => {
  const scene = await openScanScene();
  onTestFinished(() => scene.close());
  const tokens = readTokens(scene.tokenFile);
  if (tokens === null) throw new Error('Nobody has let us in');
  const [obtainedAt = '', expiresAt = ''] = [-36_000_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
  writeTokens(scene.tokenFile, { ...tokens, obtainedAt, expiresAt });
  // Long enough for the second to come while the first one waits.
  scene.podium.addFault({ on: 'token', do: { kind: 'slow', ms: 1_000 } });
  const exchanges = (): number => scene.podium.requests().filter(({ path }) => path === 'oauth/token').length;
  const before = exchanges();
  const processes = [startAsking(scene), startAsking(scene)];
  await Promise.all(processes.map(({ ready }) => ready));
  expect(await Promise.all(processes.map(({ ask }) => ask()))).toEqual(Array(2).fill('10 contacts'));
  expect(exchanges() - before).toBe(1);
  const after = readTokens(scene.tokenFile);
  expect(after?.accessToken).not.toBe(tokens.accessToken);
  expect(after).not.toHaveProperty('exchangingSince');
});

/** `ask`: lets it ask, and resolves with what it says then. */
function startAsking({ env, folder }: ScanScene): { ready: Promise<unknown>; ask: () => Promise<string> } {
  const script = fileURLToPath(new URL('./ask-podium.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    env: { PATH: process.env.PATH, ...env },
    cwd: folder,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  const ended = once(child, 'close');
  const ready = expect.poll(() => said, { timeout: 60_000 }).toContain('ready\n');
  const ask = async (): Promise<string> => {
    child.stdin?.end();
    await ended;
    return /\d+ contacts/.exec(said)?.[0] ?? said;
  };
  return { ready, ask };
}
