import { ConfigError } from '../../config/config-error.ts';
import { requireToken } from '../../config/crm-settings.ts';
import type { ConnectOptions, Connector } from '../connector.ts';
import { DEALS_BY_ROLE, DEVREV } from './description.ts';
import { createDevrevCrm } from './devrev.ts';
import { inspectToken } from './inspect-token.ts';
import { OWN_LISTS } from './own/own-lists.ts';
import { UNDO_SCOPES } from './restoring/restorable.ts';
import type { DevrevOptions } from './settings.ts';
import { tokenClaims } from './token-claims.ts';

export const devrevConnector: Connector = {
  description: DEVREV,
  moreLists: ({ further }) => (isBeta(further.beta) ? DEALS_BY_ROLE.length + OWN_LISTS : 0),
  connect: (options) => createDevrevCrm(devrevOptions(options)),
  inspectToken: (options) => inspectToken(devrevOptions(options)),
  rights: ({ token }) => {
    const claims = token === null ? null : tokenClaims(token.reveal());
    const merge = ['rev_user:all'];
    return { scopes: claims?.scopes ?? null, roles: claims?.roles ?? null, read: [], merge, undo: UNDO_SCOPES };
  },
};

function devrevOptions({ settings, budget }: ConnectOptions): DevrevOptions {
  const { baseUrl, timeoutMs, further } = settings;
  const token = requireToken(settings);
  const apiVersion = further.apiVersion ?? undefined;
  return { baseUrl, token: () => token.reveal(), budget, timeoutMs, apiVersion, beta: isBeta(further.beta) };
}

function isBeta(text: string | null | undefined): boolean {
  if (text === null || text === undefined || text === 'no') return false;
  if (text === 'yes') return true;
  throw new ConfigError(`DEVREV_BETA is '${text}', expected yes or no`);
}
