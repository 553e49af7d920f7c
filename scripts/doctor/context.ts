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

/** Loads only what the checks that are asked for need: a health check runs every minute. */
export function createContext({ config, env, plan }: Pick<Context, 'config' | 'env' | 'plan'>): Context {
  const database = once(async () => (await import('./database-facts.ts')).databaseFacts(config));
  return {
    config,
    env,
    plan,
    database,
    temporal: once(async () => (await import('./temporal-facts.ts')).temporalFacts({ config, env })),
    token: once(async () => (await import('./token-facts.ts')).tokenFacts({ config, database })),
  };
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}
