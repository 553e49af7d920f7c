import { listed } from '../../contacts/words/listed.ts';
import type { WhoFits } from '../../control/who-fits.ts';

/** That no worker takes a run's steps, and which are up instead; null where one does. */
export function workersText({ fit, others }: WhoFits, { crm, org }: { crm: string; org: string }): string | null {
  if (fit > 0) return null;
  if (others.length === 0) return 'No worker is up: start one with npm run worker';
  const each = others.map(({ host, pid, organizations }) => {
    const whose = organizations.map((one) => `${one.crm} ${one.org}`);
    return `process ${pid} on ${host} (${whose.length === 0 ? 'its CRM has not said yet whose the token is' : listed(whose)})`;
  });
  return `No worker that is up takes steps of ${crm} organization ${org}: ${each.join('; ')}. Start one with a token of it: npm run worker`;
}
