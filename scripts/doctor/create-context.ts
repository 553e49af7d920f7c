import type { Context } from './context.ts';

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
