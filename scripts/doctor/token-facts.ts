import type { CrmSettings } from '../../config/crm-settings.ts';
import { crmErrorInWords } from '../../control/find-organization.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { TokenFacts } from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';
import { EXIT } from '../cli/fail.ts';
import { toldError } from '../cli/todo-words.ts';
import { withCallBudget } from './call-budget.ts';
import type { Context } from './context.ts';
import { type Fact, type Finding, failed, warning } from './finding.ts';

export const LONGEST_CALL_MS = 8_000;

/** Asks the CRM whose token this is: two reading calls, counted in the shared budget where there is one. */
export async function tokenFacts({
  config,
  crm,
  settings,
  database,
}: Pick<Context, 'config' | 'crm' | 'settings' | 'database'>): Promise<Fact<TokenFacts>> {
  const { token, tokenKind, variables, timeoutMs } = settings;
  if (token === null) {
    const todo = `put ${tokenKind} into .env or the environment`;
    const finding = failed({ found: `${variables.token} is not set`, todo, exit: EXIT.usage });
    return { known: null, finding, because: 'no token' };
  }
  const asked = { ...settings, timeoutMs: Math.min(timeoutMs, LONGEST_CALL_MS) };
  try {
    const known = await withCallBudget({ config, crm, settings, database }, (budget) =>
      connectorOf(crm).inspectToken({ settings: asked, budget }),
    );
    return { known };
  } catch (error) {
    return refusal(error, { crm, settings });
  }
}

/** Why the CRM gave no answer. */
export function refusal(
  error: unknown,
  whose: { crm: string; settings: CrmSettings },
): { known: null; finding: Finding; because: string } {
  if (error instanceof Error && error.name === 'AbortError') {
    const todo = 'ask again when fewer runs are active';
    const finding = warning('not asked: runs use the whole rate budget of this token just now', todo);
    return { known: null, finding, because: 'the rate budget is used up just now' };
  }
  if (!(error instanceof CrmError)) throw error;
  const told = crmErrorInWords(error, whose);
  const { exitCode } = told;
  const because = exitCode === EXIT.unreachable ? 'the CRM does not answer' : 'the token was refused';
  return { known: null, finding: failed({ found: toldError(told), exit: exitCode }), because };
}
