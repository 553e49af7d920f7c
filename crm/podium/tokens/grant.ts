import { ConfigError } from '../../../config/config-error.ts';
import { type CrmSettings, requireToken } from '../../../config/crm-settings.ts';
import { unlimitedBudget } from '../../budget.ts';
import type { ConnectOptions, Grant, Granted } from '../../connector.ts';
import { CrmError } from '../../errors.ts';
import { createHttp } from '../http.ts';
import { organizationNow } from '../identify.ts';
import { type PodiumSettings, podiumSettings } from '../settings.ts';
import { createTransport } from '../transport.ts';
import { askForTokens } from './ask-for-tokens.ts';
import { type Tokens, writeTokens } from './token-file.ts';

/** What reading takes. */
const SCOPES = ['read_contacts', 'read_locations'];
/** Creates, changes and deletes: there is no narrower one. */
const TO_WRITE = 'write_contacts';

export const podiumGrant: Grant = {
  scopes: SCOPES,
  scopesToMerge: [...SCOPES, TO_WRITE],
  redirect: (settings) => read(settings).redirect,
  address: ({ settings, state, scopes }) => {
    const { origin, clientId, redirect } = read(settings);
    const query = {
      client_id: clientId,
      redirect_uri: redirect,
      response_type: 'code',
      scope: scopes.join(' '),
      state,
    };
    return `${origin}/oauth/authorize?${new URLSearchParams(query)}`;
  },
  finish: ({ code, ...options }) => finish(options, code),
};

/** An address needs no budget. */
function read(settings: CrmSettings): PodiumSettings {
  requireToken(settings);
  return podiumSettings({ settings, budget: unlimitedBudget() });
}

/** The tokens are kept before anything is asked with them: the code is good once. */
async function finish(options: ConnectOptions, code: string): Promise<Granted> {
  const settings = podiumSettings(options);
  const http = createHttp(settings);
  try {
    const asked = await askForTokens(http, settings, { grant_type: 'authorization_code', code });
    if (asked.kind === 'nothing-done') throw asked.error;
    if (asked.kind !== 'given') throw refused(asked);
    const { kind: _, ...given } = asked;
    const lacking = SCOPES.filter((scope) => given.scopes !== null && !given.scopes.includes(scope));
    if (lacking[0] === 'read_contacts') {
      throw new ConfigError('The scope read_contacts was not granted: the app must have it, and the person must agree');
    }
    const organization = await organizationOf(settings, given);
    writeTokens(settings.tokenFile, { organization, ...given });
    return { org: organization, scopes: given.scopes, expiresAt: given.expiresAt };
  } finally {
    await http.close();
  }
}

async function organizationOf(settings: PodiumSettings, given: Omit<Tokens, 'organization'>): Promise<string> {
  const access = { token: async () => given.accessToken, instead: refuse, organization: () => null };
  const transport = createTransport(settings, access);
  try {
    const org = await organizationNow(transport, settings.org);
    if (settings.org === null || settings.org === org) return org;
    throw new ConfigError(`Access was granted to organization '${org}', and PODIUM_ORG says '${settings.org}'`);
  } finally {
    await transport.close();
  }
}

function refuse(): Promise<never> {
  return Promise.reject(
    new CrmError({ kind: 'unauthorized', message: 'Podium refuses the token that it has just given' }),
  );
}

function refused(asked: { kind: 'refused'; status: number } | { kind: 'lost' }): CrmError {
  const why = asked.kind === 'lost' ? 'its answer was lost' : `HTTP ${asked.status}`;
  return new CrmError({
    kind: 'unauthorized',
    message: `POST /oauth/token: the code was not taken (${why}): codes are good once`,
  });
}
