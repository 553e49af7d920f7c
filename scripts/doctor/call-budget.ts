import { budgetScope } from '../../config/crm-settings.ts';
import { type CallBudget, unlimitedBudget } from '../../crm/budget.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import type { Context } from './context.ts';

const LONGEST_WAIT_MS = 3_000;

/** Lends the budget that runs share, where there is a database that can count it. No call waits long for it. */
export async function withCallBudget<T>(
  { config, crm, settings, database }: Pick<Context, 'config' | 'crm' | 'settings' | 'database'>,
  act: (budget: CallBudget) => Promise<T>,
): Promise<T> {
  const { known } = await database();
  if (known === null || known.schema.missing.length > 0) return act(unlimitedBudget());
  const store = openDatabase({ url: findDatabaseUrl(config), max: 1 });
  try {
    const budget = createRateBudget({
      db: store.db,
      token: settings.token?.reveal() ?? '',
      limit: settings.rateLimit,
      scope: budgetScope(crm, settings),
    });
    return await act({ ...budget, acquire: () => budget.acquire({ signal: AbortSignal.timeout(LONGEST_WAIT_MS) }) });
  } finally {
    await store.close();
  }
}
