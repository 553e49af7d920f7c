import { requireToken } from '../../config/crm-settings.ts';
import type { ConnectOptions, Connector } from '../connector.ts';
import { DEVREV } from './description.ts';
import { createDevrevCrm } from './devrev.ts';
import { inspectToken } from './inspect-token.ts';
import type { DevrevOptions } from './settings.ts';
import { tokenClaims } from './token-claims.ts';

export const devrevConnector: Connector = {
  description: DEVREV,
  connect: (options) => createDevrevCrm(devrevOptions(options)),
  inspectToken: (options) => inspectToken(devrevOptions(options)),
  tokenClaims,
};

function devrevOptions({ settings, budget }: ConnectOptions): DevrevOptions {
  const { baseUrl, timeoutMs, further } = settings;
  const token = requireToken(settings);
  return { baseUrl, token: () => token.reveal(), budget, timeoutMs, apiVersion: further.apiVersion ?? undefined };
}
