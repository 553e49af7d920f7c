import type { Config, Env } from '../../config/env.ts';
import type { Plan } from '../../contacts/plan.ts';
import type { TokenFacts } from '../../crm/devrev/inspect-token.ts';
import type { DatabaseState } from '../../store/database-state.ts';
import type { Fact, Finding } from './finding.ts';
import type { TemporalFacts } from './temporal-facts.ts';

/** What a check may look at. The facts are found out at the first call, once for all checks that need them. */
export interface Context {
  config: Config;
  env: Env;
  plan: Plan | null;
  temporal: () => Promise<Fact<TemporalFacts>>;
  database: () => Promise<Fact<DatabaseState>>;
  token: () => Promise<Fact<TokenFacts>>;
}

export interface Check {
  name: string;
  run(context: Context): Promise<Finding>;
}
