import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

const TIMES = 5;
const VERIFY = fileURLToPath(new URL('./verify-only.ts', import.meta.url));
/** As a contact's backup has them: the contact, two lists, and threads of a few KiB each; now and then a file of a customer. */
const THREADS = 17;
const LARGE_EVERY = 20;

/** `verify-backups` without a store beside `sha256sum` of the same files: the best of five each, one after the other. */
export async function benchVerifyBackups({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const backups = quick ? 100 : 1000;
  const root = mkdtempSync(join(tmpdir(), 'contact-dedupe-bench-'));
  try {
    const files = Array.from({ length: backups }, (_, at) => makeBackup(root, at)).reduce((sum, made) => sum + made, 0);
    const [ours, theirs]: [number[], number[]] = [[], []];
    let peakMiB = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const verified = await measured(root);
      ours.push(verified.seconds);
      peakMiB = Math.max(peakMiB, verified.peakMiB);
      theirs.push(await sha256sum(root));
    }
    const [best, sum] = [Math.min(...ours), Math.min(...theirs)];
    const note = `${files.toLocaleString('en-US')} files in ${backups.toLocaleString('en-US')} backups, nearly all under 8 KiB`;
    return [
      { name: 'verify-backups', value: best, unit: 's', note },
      { name: 'sha256sum of the same', value: sum, unit: 's', note: 'with the names given to it' },
      { name: 'verify-backups, × the speed of sha256sum', value: sum / best, unit: '×', goal: { atLeast: 0.5 }, note },
      { name: 'verify-backups, peak memory', value: peakMiB, unit: 'MiB', goal: { atMost: 256 }, note },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function makeBackup(root: string, at: number): number {
  const contact = `REVU-${at}`;
  const folder = join(root, `person${at}@example.com_20260101_000000_${contact}`);
  const files: { path: string; sha256: string; size: number }[] = [];
  const write = (path: string, size: number): void => {
    const bytes = randomBytes(size);
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    files.push({ path, sha256: createHash('sha256').update(bytes).digest('hex'), size });
  };
  write('metadata.json', 1500);
  write('tickets.json', 6000);
  write('conversations.json', 900);
  for (let thread = 0; thread < THREADS; thread += 1)
    write(`conversations/TKT-${thread}/messages.json`, 300 + ((at * 7 + thread * 613) % 7000));
  if (at % LARGE_EVERY === 0) write('conversations/TKT-1/attachments/1_scan.pdf', 300_000);
  const list = { version: 1, contact: { id: contact, display_id: contact }, complete: true, files };
  writeFileSync(join(folder, 'verification.json'), `${JSON.stringify(list, null, 2)}\n`);
  return files.length + 1;
}

/** Only the checking, as the verb does it: a process that starts says nothing of it. */
async function measured(root: string): Promise<{ seconds: number; peakMiB: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', VERIFY, root]);
  return JSON.parse(stdout) as { seconds: number; peakMiB: number };
}

/** Seconds, with the start of the program, which is quick. */
async function sha256sum(root: string): Promise<number> {
  await promisify(execFile)('sh', ['-c', 'find "$0" -type f -print0 > "$0.names"', root]);
  const begun = performance.now();
  await promisify(execFile)('sh', ['-c', 'xargs -0 sha256sum < "$0.names" > /dev/null; rm "$0.names"', root]);
  return (performance.now() - begun) / 1000;
}
