import type { Config } from '../../config/env.ts';
import { crmErrorInWords } from '../../control/find-organization.ts';
import { type CallBudget, unlimitedBudget } from '../../crm/budget.ts';
import { inspectToken, type TokenFacts } from '../../crm/devrev/inspect-token.ts';
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
  database,
}: Pick<Context, 'config' | 'database'>): Promise<Fact<TokenFacts>> {
  const { token, baseUrl, apiVersion, timeoutMs } = config.devrev;
  if (token === null) {
    const todo = 'put a personal access token of DevRev into .env or the environment';
    const finding = failed({ found: 'DEVREV_API_TOKEN is not set', todo, exit: EXIT.usage });
    return { known: null, finding, because: 'no token' };
  }
  const store = (await isUsable(database)) ? openDatabase({ url: findDatabaseUrl(config), max: 1 }) : null;
  try {
    const facts = await inspectToken({
      baseUrl,
      token: token.reveal(),
      budget: budgetOf({ config, store, token: token.reveal() }),
      timeoutMs: Math.min(timeoutMs, LONGEST_CALL_MS),
      ...(apiVersion === null ? {} : { apiVersion }),
    });
    return { known: facts };
  } catch (error) {
    return refusal(error, baseUrl);
  } finally {
    await store?.close();
  }
}

async function isUsable(database: Context['database']): Promise<boolean> {
  const { known } = await database();
  return known !== null && known.missing.length === 0;
}

function budgetOf(options: { config: Config; store: Database | null; token: string }): CallBudget {
  const { config, store, token } = options;
  if (store === null) return unlimitedBudget();
  const budget = createRateBudget({ db: store.db, token, limit: config.devrev.rateLimit });
  return { ...budget, acquire: () => budget.acquire({ signal: AbortSignal.timeout(LONGEST_WAIT_MS) }) };
}

function refusal(error: unknown, baseUrl: string): Fact<TokenFacts> {
  if (error instanceof Error && error.name === 'AbortError') {
    const todo = 'ask again when fewer runs are active';
    const finding = warning('not asked: runs use the whole rate budget of this token just now', todo);
    return { known: null, finding, because: 'the rate budget is used up just now' };
  }
  if (!(error instanceof CrmError)) throw error;
  const { message, exitCode } = crmErrorInWords(error, baseUrl);
  const because = exitCode === EXIT.unreachable ? 'the CRM does not answer' : 'the token was refused';
  return { known: null, finding: failed({ found: message, exit: exitCode }), because };
}
