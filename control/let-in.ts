import type { CrmSettings } from '../config/crm-settings.ts';
import { type CallBudget, unlimitedBudget } from '../crm/budget.ts';
import { connectorOf } from '../crm/connect.ts';
import type { Connectors, Grant, Granted } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { crmErrorInWords } from './find-organization.ts';
import { Refused } from './refused.ts';

/** How a person lets us into this CRM. Throws Refused where its token is in the settings. */
export function grantOf(crm: string, settings: CrmSettings, connectors?: Connectors): Grant {
  const { grant } = connectorOf(crm, connectors);
  if (grant !== undefined) return grant;
  const { title, tokenKind, variables } = settings;
  throw new Refused(`${title} takes its token from the settings: put ${tokenKind} into ${variables.token}`);
}

/**
 * Takes the code that a person came back with, and keeps the tokens. Two calls, before anything else can use the tokens: they are counted
 * in nobody's budget. Throws Refused and Unreachable.
 */
export async function letIn(request: { crm: string; settings: CrmSettings; code: string }): Promise<Granted> {
  const { crm, settings, code } = request;
  const budget: CallBudget = unlimitedBudget();
  try {
    return await grantOf(crm, settings).finish({ settings, budget, code });
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    if (error.kind === 'unauthorized')
      throw new Refused(error.message, { todo: { code: 'authorize', values: { crm } } });
    throw crmErrorInWords(error, { crm, settings });
  }
}
