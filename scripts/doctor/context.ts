import type { CrmSettings } from '../../config/crm-settings.ts';
import type { Config } from '../../config/env.ts';
import type { Env } from '../../config/variables.ts';
import type { Plan } from '../../contacts/plan.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import type { TokenFacts } from '../../crm/connector.ts';
import type { DatabaseState } from '../../store/database-state.ts';
import type { Fact, Finding } from './finding.ts';
import type { TemporalFacts } from './temporal-facts.ts';

/** What a check may look at. The facts are found out at the first call, once for all checks that need them. */
export interface Context {
  config: Config;
  /** The CRM that is looked at, and its settings. */
  crm: string;
  settings: CrmSettings;
  env: Env;
  plan: Plan | null;
  rules: Rules | null;
  temporal: () => Promise<Fact<TemporalFacts>>;
  database: () => Promise<Fact<DatabaseState>>;
  token: () => Promise<Fact<TokenFacts>>;
}

export interface Check {
  name: string;
  run(context: Context): Promise<Finding>;
}
