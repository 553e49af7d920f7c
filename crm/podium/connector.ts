import type { Connector, TokenFacts } from '../connector.ts';
import { PODIUM } from './description.ts';
import { podiumHooks } from './hooks/podium-hooks.ts';
import { identify } from './identify.ts';
import { createPodiumCrm } from './podium.ts';
import { podiumSettings, versionOf } from './settings.ts';
import { podiumGrant } from './tokens/grant.ts';
import { readTokens } from './tokens/token-file.ts';
import { createTransport } from './transport.ts';

export const podiumConnector: Connector = {
  description: PODIUM,
  version: versionOf,
  connect: (options) => createPodiumCrm(podiumSettings(options)),
  inspectToken: async (options): Promise<TokenFacts> => {
    const settings = podiumSettings(options);
    const transport = createTransport(settings);
    try {
      const { org } = await identify(transport, settings);
      return { org, expiresAt: readTokens(settings.tokenFile)?.expiresAt ?? null, quota: null, clock: null };
    } finally {
      await transport.close();
    }
  },
  // A client secret says nothing of itself: what a person has granted stands with the tokens.
  rights: ({ tokenFile }) => {
    const granted = tokenFile === null ? null : readTokens(tokenFile);
    return { scopes: granted?.scopes ?? null, roles: null, read: podiumGrant.scopes, merge: null };
  },
  grant: podiumGrant,
  hooks: podiumHooks,
};
