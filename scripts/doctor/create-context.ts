import { ConfigError } from '../../config/config-error.ts';
import { crmsInUse } from '../../config/crm-settings.ts';
import type { Context } from './context.ts';

/** Loads only what the checks that are asked for need: a health check runs every minute. */
export function createContext(given: Pick<Context, 'config' | 'env' | 'plan' | 'rules'>): Context {
  const { config, env } = given;
  const [inUse] = crmsInUse(config);
  if (inUse === undefined) throw new ConfigError('There are settings for no CRM');
  const [crm, settings] = inUse;
  const database = once(async () => (await import('./database-facts.ts')).databaseFacts(config));
  return {
    ...given,
    crm,
    settings,
    database,
    temporal: once(async () => (await import('./temporal-facts.ts')).temporalFacts({ config, env })),
    token: once(async () => (await import('./token-facts.ts')).tokenFacts({ config, crm, settings, database })),
  };
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}
