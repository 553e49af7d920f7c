// A process of its own for bench/verify-backups.ts: checks a place of backups as `verify-backups --offline` does, and prints what it took.
import { checkBackups } from '../store/backups/check/check-backups.ts';

const begun = performance.now();
const request = { root: process.argv[2] ?? '', db: null, runId: null, countedIn: async () => '' };
const { backups } = await checkBackups({ ...request, onFound: () => {}, onProgress: () => {} });
const seconds = (performance.now() - begun) / 1000;
if (Object.entries(backups).some(([is, count]) => is !== 'complete' && count > 0))
  throw new Error('Not all are complete');
process.stdout.write(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
