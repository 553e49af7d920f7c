import { ApplicationFailure } from '@temporalio/activity';
import type { Crm } from '../crm/crm.ts';
import type { RateBudget } from '../store/rate/budget.ts';

/** Whose contacts a step is about. */
export interface Whose {
  /** The CRM's name, as in the ledger's keys. */
  crm: string;
  org: string;
}

/** One CRM as this worker reaches it. */
export interface CrmAccess {
  /** As people write it, e.g. for a reason that they read. */
  title: string;
  crm: Crm;
  budget: RateBudget;
  /** The organization the settings name; null accepts the token's. */
  expectedOrg: string | null;
}

/** The way to a step's CRM. Rejects for good when this worker has none of that name. */
export type CrmFor = (whose: Whose) => Promise<CrmAccess>;

/** Every step reaches its CRM through here: what makes a step this worker's is checked here, before it reads or sends. */
export function crmFor(byName: ReadonlyMap<string, CrmAccess>): CrmFor {
  return async ({ crm }) => {
    const access = byName.get(crm);
    if (access !== undefined) return access;
    throw ApplicationFailure.nonRetryable(`This worker has no access to the CRM '${crm}'`, 'WrongCrm');
  };
}
