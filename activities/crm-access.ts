import { ApplicationFailure } from '@temporalio/activity';
import type { Crm, Identity } from '../crm/crm.ts';
import type { RateBudget } from '../store/rate/budget.ts';
import type { CrmWatch } from './ends/watch-crm.ts';
import { retryRead } from './retry-reads.ts';

/** A worker that has waited for this step takes it before the one that does not fit asks again. */
const OTHER_WORKERS_TURN_MS = 2_000;

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
  /** What it has answered lately. */
  watch: CrmWatch;
  /** The organization the settings name; null accepts the token's. */
  expectedOrg: string | null;
  /**
   * Whose token this process has: asked until there is an answer, and then kept, since a process keeps its token as long as it lives.
   * `once`: a failure is the caller's to wait out.
   */
  identity(how?: { once: boolean }): Promise<Identity>;
}

/**
 * The way to a step's CRM. Rejects for now when this worker has none of that name, or its token belongs to another organization: then
 * the step is another worker's, whose turn it is at the next try.
 */
export type CrmFor = (whose: Whose) => Promise<CrmAccess>;

/** Every step reaches its CRM through here: what makes a step this worker's is checked here, before it reads or sends. */
export function crmFor(byName: ReadonlyMap<string, CrmAccess>): CrmFor {
  return async ({ crm, org }) => {
    const access = byName.get(crm);
    if (access === undefined) {
      throw othersTurn('WrongCrm', `This worker has no access to the CRM '${crm}'`);
    }
    await checkOrganization(access, org);
    return access;
  };
}

/** The same contact id is somebody in every organization: nothing is read or sent for one that the token does not belong to. */
async function checkOrganization(access: CrmAccess, org: string): Promise<void> {
  const { org: ours } = await access.identity();
  if (ours === org && (access.expectedOrg ?? org) === org) return;
  throw othersTurn('WrongOrganization', `This worker's token belongs to organization ${ours}, the step to ${org}`);
}

function othersTurn(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nextRetryDelay: OTHER_WORKERS_TURN_MS });
}

/** Asks until there is an answer, once: what failed is asked again by the next step. */
export function identityOnce({ identify }: Pick<Crm, 'identify'>): CrmAccess['identity'] {
  let asked: Promise<Identity> | null = null;
  return ({ once } = { once: false }) => {
    asked ??= (once ? identify() : retryRead(() => identify())).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
