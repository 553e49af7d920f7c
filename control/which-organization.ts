import { settingsOf } from '../config/crm-settings.ts';
import { type Organization, organizations } from '../store/runs/organizations.ts';
import { type WhoseSettings, withOrganizations } from './organizations.ts';
import { Refused } from './refused.ts';

export interface WhichOrganization extends Omit<WhoseSettings, 'asks'> {
  /** As a person has named them; undefined: the settings tell, or the only one that the store knows. */
  crm?: string | undefined;
  org?: string | undefined;
}

/**
 * Whose contacts a person means. Asks no CRM. Throws Refused where that is nobody's that the store knows, or several may be meant. Of a store
 * that has no run yet it is whom `crm` and `org` name.
 */
export async function whichOrganization({ db, config, crm, org }: WhichOrganization): Promise<Organization> {
  const known = await organizations(db);
  if (known.length === 0) return namedBeforeRuns({ config, crm, org });
  const named = known.filter((one) => (crm ?? one.crm) === one.crm && (org ?? one.org) === one.org);
  if (named.length === 0)
    throw new Refused(`The store has no run of ${crm ?? 'any CRM'} ${org ?? ''}: ${listed(known)}`);
  if (named.length === 1 && named[0] !== undefined) return named[0];
  const settings = await withOrganizations({ db, config, asks: false });
  const ours = named.filter((one) => Object.hasOwn(settings, one.crm) && settings[one.crm]?.org === one.org);
  if (ours.length === 1 && ours[0] !== undefined) return ours[0];
  throw new Refused(`Several organizations may be meant, name one with --crm and --org: ${listed(named)}`);
}

/** Nothing of the store tells a mistyped organization then: where the settings name another one, they are believed. Throws ConfigError too. */
function namedBeforeRuns({ config, crm, org }: Omit<WhichOrganization, 'db'>): Organization {
  if (crm === undefined || org === undefined)
    throw new Refused('There is no run yet, so the store knows no organization', {
      todo: { code: 'name-organization-or-start', values: {} },
    });
  const { org: ours } = settingsOf(config, crm);
  if (ours !== null && ours !== org)
    throw new Refused(`There is no run yet of ${crm} ${org}, and the settings are for ${crm} ${ours}`);
  return { crm, org };
}

function listed(found: Organization[]): string {
  return found.map(({ crm, org }) => `${crm} ${org}`).join(', ');
}
