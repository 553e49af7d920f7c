import { budgetScope, type CrmSettings, crmsInUse } from '../config/crm-settings.ts';
import type { Config } from '../config/env.ts';
import type { Db } from '../store/database.ts';
import { callerOf, knownOrganization } from '../store/rate/budget-keys.ts';
import { findOrganization } from './find-organization.ts';

export interface WhoseSettings {
  db: Db;
  config: Pick<Config, 'crms'>;
  /** Whether a CRM may be asked whose the token is, where nobody has before. */
  asks: boolean;
}

/** The CRMs of the settings, each with the organization that they are for: the one they name, else the token's; null where nobody knows. */
export async function withOrganizations({ db, config, asks }: WhoseSettings): Promise<Record<string, CrmSettings>> {
  const known = crmsInUse(config).map(async ([crm, settings]) => {
    const org = settings.org ?? (await organizationOfToken({ db, crm, settings, asks }));
    return [crm, { ...settings, org }] as const;
  });
  return Object.fromEntries(await Promise.all(known));
}

async function organizationOfToken(options: {
  db: Db;
  crm: string;
  settings: CrmSettings;
  asks: boolean;
}): Promise<string | null> {
  const { db, crm, settings, asks } = options;
  const { token } = settings;
  if (token === null) return null;
  const known = await knownOrganization(db, callerOf({ token: token.reveal(), scope: budgetScope(crm, settings) }));
  return known ?? (asks ? findOrganization({ crm, settings, db }) : null);
}
