import type { CrmSettings } from '../../config/crm-settings.ts';
import { connectorOf } from '../../crm/connect.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { openDatabase } from '../../store/database.ts';
import { takeEvent } from '../../store/hooks/take-event.ts';
import type { HookOptions, HookSources } from './hook-routes.ts';

const CONNECTIONS = 2;

/** Null where no CRM that tells something by itself has a secret: then there is no such route. */
export function openHooks(given: {
  databaseUrl: string;
  crms: Record<string, CrmSettings>;
  allowedHosts: readonly string[];
}): { hooks: HookOptions; close(): Promise<void> } | null {
  const { databaseUrl, crms, allowedHosts } = given;
  const sources: HookSources = Object.fromEntries(
    Object.entries(crms).flatMap(([crm, { hookSecret = null }]) => {
      const { hooks } = connectorOf(crm);
      return hooks === undefined || hookSecret === null ? [] : [[crm, { hooks, secret: hookSecret }]];
    }),
  );
  if (Object.keys(sources).length === 0) return null;
  const { db, close } = openDatabase({ url: databaseUrl, max: CONNECTIONS });
  return {
    hooks: { sources, allowedHosts, take: (crm, event) => takeEvent(db, { ...event, crm }, reasonWords) },
    close,
  };
}
