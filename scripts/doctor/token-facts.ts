import { budgetScope, type CrmSettings } from '../../config/crm-settings.ts';
import { crmErrorInWords } from '../../control/find-organization.ts';
import { type CallBudget, unlimitedBudget } from '../../crm/budget.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { TokenFacts } from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { EXIT } from '../cli/fail.ts';
import type { Context } from './context.ts';
import { type Fact, failed, warning } from './finding.ts';

const LONGEST_CALL_MS = 8_000;
const LONGEST_WAIT_MS = 3_000;

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
  const store = (await isUsable(database)) ? openDatabase({ url: findDatabaseUrl(config), max: 1 }) : null;
  try {
    const facts = await connectorOf(crm).inspectToken({
      settings: { ...settings, timeoutMs: Math.min(timeoutMs, LONGEST_CALL_MS) },
      budget: budgetOf({ crm, settings, store, token: token.reveal() }),
    });
    return { known: facts };
  } catch (error) {
    return refusal(error, settings);
  } finally {
    await store?.close();
  }
}

async function isUsable(database: Context['database']): Promise<boolean> {
  const { known } = await database();
  return known !== null && known.missing.length === 0;
}

function budgetOf(options: { crm: string; settings: CrmSettings; store: Database | null; token: string }): CallBudget {
  const { crm, settings, store, token } = options;
  if (store === null) return unlimitedBudget();
  const budget = createRateBudget({
    db: store.db,
    token,
    limit: settings.rateLimit,
    scope: budgetScope(crm, settings),
  });
  return { ...budget, acquire: () => budget.acquire({ signal: AbortSignal.timeout(LONGEST_WAIT_MS) }) };
}

function refusal(error: unknown, settings: CrmSettings): Fact<TokenFacts> {
  if (error instanceof Error && error.name === 'AbortError') {
    const todo = 'ask again when fewer runs are active';
    const finding = warning('not asked: runs use the whole rate budget of this token just now', todo);
    return { known: null, finding, because: 'the rate budget is used up just now' };
  }
  if (!(error instanceof CrmError)) throw error;
  const { message, exitCode } = crmErrorInWords(error, settings);
  const because = exitCode === EXIT.unreachable ? 'the CRM does not answer' : 'the token was refused';
  return { known: null, finding: failed({ found: message, exit: exitCode }), because };
}
