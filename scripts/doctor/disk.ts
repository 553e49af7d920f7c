import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plan } from '../../contacts/plan.ts';
import { addToEstimate, type Estimate, emptyEstimate } from '../../contacts/planning/estimate.ts';
import { counted } from '../../contacts/words/counted.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, warning } from './finding.ts';

const LITTLE = 1e9;

/** Attachments are not in the estimate. */
const MARGIN = 1.5;

/** Free space where the backups go, against what the plan is estimated to need. */
export const disk: Check = {
  name: 'disk',
  run: async ({ config, plan }) => {
    const { bavail, bsize } = statfsSync(existing(config.backupDir));
    const free = bavail * bsize;
    const has = `${size(free)} free for '${config.backupDir}'`;
    const todo = 'free some, or set BACKUP_DIR to a larger disk';
    if (plan === null) {
      return free < LITTLE ? warning(has, todo) : ok(`${has}; with --plan, compared with what the plan needs`);
    }
    const { tickets, bytes } = estimateOf(plan);
    const found = `${has}, and the plan needs about ${size(bytes)} (${counted(tickets, 'ticket')}, attachments not counted)`;
    if (free < bytes) return failed({ found, todo, exit: EXIT.unfinished });
    return free < bytes * MARGIN ? warning(found, todo) : ok(found);
  },
};

/** What a run of the plan backs up at most. */
function estimateOf({ clusters }: Plan): Estimate {
  const estimate = emptyEstimate();
  for (const cluster of clusters) if (cluster.decision !== 'blocked') addToEstimate(estimate, cluster);
  return estimate;
}

/** The folder itself, or the nearest one above it. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

function size(bytes: number): string {
  const [unit, divisor] = bytes >= 1e12 ? ['TB', 1e12] : bytes >= 1e9 ? ['GB', 1e9] : ['MB', 1e6];
  return `${(bytes / Number(divisor)).toFixed(unit === 'MB' ? 0 : 1)} ${unit}`;
}
