import { expect, test } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';

const COUNTER = ['-e', 'let n = 0; setInterval(() => console.log(++n), 5)'];

test('a leashed command that is stopped says nothing, and goes on where it was when continued', async () => {
  const lines: number[] = [];
  const onLine = (line: string): number => lines.push(Number(line));
  const leash = await startLeashed({ name: 'counter', command: process.execPath, args: COUNTER, onLine });
  const grows = (): Promise<true | null> => {
    const before = lines.length;
    return until(() => (lines.length > before + 2 ? true : null), { timeoutMs: 300 });
  };
  await until(() => (lines.length > 2 ? true : null), { timeoutMs: patience(20_000) });
  leash.kill('SIGSTOP');
  // What it had said before is still on its way to us.
  await until(async () => ((await grows()) === null ? true : null), { timeoutMs: patience(20_000) });
  const said = lines.length;
  await grows();
  expect(lines).toHaveLength(said);
  leash.kill('SIGCONT');
  expect(await until(grows, { timeoutMs: patience(20_000) })).toBe(true);
  await leash.stop();
  expect(lines).toEqual(lines.map((_, index) => index + 1));
});
