import type { CrmSettings } from '../config/crm-settings.ts';
import { getRun, newestRuns, type Run } from '../store/runs/runs.ts';
import { type WhoseSettings, withOrganizations } from './organizations.ts';
import { Refused } from './refused.ts';

export interface FindRun extends WhoseSettings {
  /** Null: the open one of the organization that the settings are for, else the one that was started last. */
  id: string | null;
  /** Changes nothing: any run that is named may be looked at. */
  onlyLooks?: boolean;
}

/**
 * The run that a person means. Throws Refused when there is none, when several are open and none is named, and for one of another
 * organization than the settings are for: what is said would reach other people's contacts.
 */
export async function findRun(request: FindRun): Promise<Run> {
  const { db, id, onlyLooks = false } = request;
  const runs = await newestRuns(db);
  if (id !== null) {
    const run = await getRun(db, id);
    if (run === null) throw new Refused(`There is no run '${id}' in the store`);
    if (!onlyLooks) refuseOther(run, { crms: await withOrganizations(request), runs });
    return run;
  }
  const crms = await withOrganizations(request);
  const mayBeOurs = runs.filter((run) => isFor(crms, run) !== false);
  const open = mayBeOurs.filter(({ state }) => state === 'open');
  const sure =
    new Set(mayBeOurs.map(({ crm, org }) => `${crm} ${org}`)).size <= 1 || open.every((run) => isFor(crms, run));
  if (open.length > 1) throw new Refused(`Several runs are open, name one of them: ${listed(open)}`);
  if (!sure) throw new Refused(`Nobody knows whose the token of the settings is: name the run. ${openText(runs)}`);
  const run = open[0] ?? mayBeOurs[0];
  if (run !== undefined) return run;
  if (runs.length === 0) throw new Refused('There is no run yet', { todo: { code: 'start-first-run', values: {} } });
  throw new Refused(`There is no run of ${settingsText(crms)}. ${openText(runs)}`);
}

/** Whom the settings are for, where a run that is looked at is of another organization; null where it is theirs, or nobody knows. */
export async function settingsOfOthers(
  request: Pick<WhoseSettings, 'db' | 'config'>,
  run: Pick<Run, 'crm' | 'org'>,
): Promise<string | null> {
  const crms = await withOrganizations({ ...request, asks: false });
  return isFor(crms, run) === false ? settingsText(crms) : null;
}

/** Null: nobody knows for which organization the settings are. */
function isFor(crms: Record<string, CrmSettings>, { crm, org }: Pick<Run, 'crm' | 'org'>): boolean | null {
  const settings = Object.hasOwn(crms, crm) ? crms[crm] : undefined;
  if (settings === undefined) return false;
  return settings.org === null ? null : settings.org === org;
}

function refuseOther(run: Run, { crms, runs }: { crms: Record<string, CrmSettings>; runs: Run[] }): void {
  if (isFor(crms, run) !== false) return;
  throw new Refused(
    `Run ${run.id} is of ${run.crm} organization ${run.org}, and the settings are for ${settingsText(crms)}. ${openText(runs)}`,
  );
}

function settingsText(crms: Record<string, CrmSettings>): string {
  return Object.entries(crms)
    .map(([crm, { org }]) => (org === null ? crm : `${crm} organization ${org}`))
    .join(', ');
}

function openText(runs: Run[]): string {
  const open = runs.filter(({ state }) => state === 'open');
  return open.length === 0 ? 'None is open' : `Open: ${listed(open)}`;
}

function listed(runs: Run[]): string {
  return runs
    .map(({ id, crm, org, dryRun }) => `${id} (${dryRun ? 'dry run, ' : ''}${crm} organization ${org})`)
    .join(', ');
}
