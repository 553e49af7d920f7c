import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { playOnScreen } from './screen.ts';

const IN_TERMINAL = fileURLToPath(new URL('in-terminal.py', import.meta.url));

/** Ends each drawing. */
const DRAWN = '\u001b[?2026l';

/** `status --watch` as a person runs it, in a terminal of so many columns. */
async function watchIn(
  scene: Scene,
  { runId, columns, more = {} }: { runId: string; columns: number; more?: Record<string, string> },
): Promise<{ code: number | null; sent: string; columns: number }> {
  const script = join(inject('scripts'), 'status.cjs');
  const args = [IN_TERMINAL, '24', String(columns), process.execPath, script, runId, '--watch'];
  const env = { PATH: process.env.PATH, HOME: homedir(), TERM: 'xterm-256color', ...scene.env, ...more };
  const child = spawn('python3', args, { cwd: scene.folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    sent += chunk;
  });
  child.stdin.end();
  const [code] = await once(child, 'close');
  return { code, sent, columns };
}

test('On a real terminal status --watch draws in place, within its width, and leaves only the result behind', async () => {
  const { world, plan } = smallWorld(manyPairs(6));
  const scene = await openScene({ world, plan });
  try {
    const run = await scene.start({ window: 1 });
    const wide = watchIn(scene, { runId: run.id, columns: 140 });
    const narrow = watchIn(scene, { runId: run.id, columns: 80, more: { NO_COLOR: '1' } });
    await scene.workerHere();
    const seen = await Promise.all([wide, narrow]);
    for (const { code, sent, columns } of seen) {
      expect(code).toBe(0);
      // The result that stays is printed as long as it is: a command that is broken cannot be copied.
      const { everShown: drawn } = playOnScreen(sent.slice(0, sent.lastIndexOf(DRAWN)), { columns });
      expect([...drawn].filter((line) => [...line].length >= columns)).toEqual([]);
      expect([...drawn].join('\n')).toMatch(/\d of 6 approved clusters/);
      const { screen } = playOnScreen(sent, { columns });
      expect(screen[0]).toMatch(new RegExp(`^Run ${run.id}, .*: done`));
      expect(screen.filter((line) => line.startsWith('Run '))).toHaveLength(1);
    }
    expect(seen[1].sent.replaceAll(/\[\?2026[hl]/g, '')).not.toMatch(/\[\d+m/);
  } finally {
    await scene.close();
  }
});
