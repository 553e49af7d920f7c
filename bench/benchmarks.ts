import { benchBase } from './base.ts';
import { benchBeside } from './beside.ts';
import { benchBesidePreview } from './beside-preview.ts';
import { benchBudget } from './budget.ts';
import { benchCustomers } from './customers.ts';
import { benchMatching } from './matching.ts';
import type { Benchmark } from './measurement.ts';
import { benchMemory } from './memory.ts';
import { benchPages } from './pages.ts';
import { benchPreview } from './preview.ts';
import { benchRecovery } from './recovery.ts';
import { benchRun } from './run.ts';
import { benchScale } from './scale.ts';
import { benchSets } from './sets.ts';
import { benchStart } from './start.ts';
import { benchVerifyBackups } from './verify-backups.ts';

export const BENCHMARKS: Record<string, Benchmark> = {
  run: { about: 'a whole run beside a bare floor, calls and history events per pair', run: benchRun },
  scale: { about: 'the rate at 100, 1,000 and 5,000 clusters', run: benchScale },
  budget: { about: 'share of the rate budget used, with 1, 2 and 4 workers', run: benchBudget },
  beside: {
    about:
      'the same with one worker, beside 200 who look at the run and a slow client; the customers API beside a preview',
    run: async (options) => [...(await benchBeside(options)), ...(await benchBesidePreview(options))],
  },
  preview: { about: 'preview of 1,000,000 rows beside csv-parse, and its memory', run: benchPreview },
  customers: { about: 'the customers API through HTTP and Postgres, and its memory', run: benchCustomers },
  base: { about: 'a contact base of 1,000,000 indexed in Postgres and clustered, and its memory', run: benchBase },
  start: { about: 'a plan of 200,000 clusters stored and started, over decisions that stand', run: benchStart },
  pages: { about: 'every page of a run of 100,000 clusters: time, size, and memory of the server', run: benchPages },
  recovery: { about: 'from the kill of a worker or server to the next finished pair', run: benchRecovery },
  memory: { about: 'a worker with a contact of 500, 5,000 and 50,000 tickets', run: benchMemory },
  matching: { about: 'match of 1,000,000 rows, and how right it is on ten files of the generator', run: benchMatching },
  'verify-backups': { about: 'every backup read again, beside sha256sum of the same files', run: benchVerifyBackups },
  sets: { about: 'the engine of source sets beside the sets of Python', run: benchSets },
};
