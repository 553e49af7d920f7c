import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, skipped, warning } from './finding.ts';

const WARN_MS = 2_000;
const FAIL_MS = 60_000;

/** A HTTP date tells whole seconds. */
const SECOND = 1_000;

/** This machine's clock against the CRM's and Postgres'. */
export const clock: Check = {
  name: 'clock',
  run: async (context) => {
    const [token, database] = await Promise.all([context.token(), context.database()]);
    const skews: Record<string, number> = {};
    if (token.known?.clock) skews['the CRM'] = leastSkew({ ...token.known.clock, coarseMs: SECOND });
    if (database.known) skews.Postgres = leastSkew({ ...database.known.clock, coarseMs: 0 });
    const texts = Object.entries(skews).map(([name, skew]) => `${skewText(skew)} ${name}`);
    if (texts.length === 0) {
      if (database.known === null)
        return skipped({ ...database, because: `no clock to compare with: ${database.because}` });
      return ok('nobody tells the time');
    }
    const worst = Math.max(...Object.values(skews).map(Math.abs));
    const found = texts.join(', ');
    const todo = 'let the machine set its clock from the network (timedatectl set-ntp true)';
    if (worst > FAIL_MS) return failed({ found, todo, exit: EXIT.unfinished });
    return worst > WARN_MS ? warning(found, todo) : ok(found);
  },
};

/** By how much their clock is ahead of ours, at least: the time of the call itself is given in our favour. */
export function leastSkew(reading: { says: number; sentAt: number; receivedAt: number; coarseMs: number }): number {
  const { says, sentAt, receivedAt, coarseMs } = reading;
  if (says > receivedAt) return says - receivedAt;
  return Math.min(0, says + coarseMs - sentAt);
}

function skewText(skew: number): string {
  if (Math.abs(skew) < 100) return 'agrees with';
  return `${(Math.abs(skew) / 1000).toFixed(1)} s ${skew > 0 ? 'behind' : 'ahead of'}`;
}
