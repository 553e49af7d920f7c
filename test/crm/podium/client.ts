import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CrmSettings } from '../../../config/crm-settings.ts';
import { CRMS } from '../../../config/crms.ts';
import { loadConfig } from '../../../config/env.ts';
import { type CallBudget, unlimitedBudget } from '../../../crm/budget.ts';
import type { ConnectOptions, KnownContact } from '../../../crm/connector.ts';
import type { ContactBase, Crm } from '../../../crm/crm.ts';
import { podiumConnector } from '../../../crm/podium/connector.ts';
import { readTokens, type Tokens, writeTokens } from '../../../crm/podium/tokens/token-file.ts';
import type { PodiumWorld, WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../sandbox/podium/oauth.ts';
import type { PodiumSettings } from '../../../sandbox/podium/settings.ts';
import type { PodiumSandbox } from '../../../sandbox/podium/start.ts';
import { type Tokens as Given, practicePodium, REDIRECT } from '../../sandbox/podium/practice.ts';
import { refuseWrites } from '../../sandbox/podium/refuse-writes.ts';
import { testFolder } from '../../support/folder.ts';

/** The settings of a practice Podium, whose tokens are in a file of the test's own. */
export function settingsAt(url: string, tokenFile: string, more: Record<string, string> = {}): CrmSettings {
  const env = {
    PODIUM_BASE_URL: url,
    PODIUM_CLIENT_ID: CLIENT_ID,
    PODIUM_CLIENT_SECRET: CLIENT_SECRET,
    PODIUM_REDIRECT_URI: REDIRECT,
    PODIUM_TOKEN_FILE: tokenFile,
    PODIUM_TIMEOUT: '30s',
    ...more,
  };
  const { podium } = loadConfig(env, '/', CRMS).crms;
  if (podium === undefined) throw new Error('There are no settings of Podium');
  return podium;
}

const TEN_HOURS = 36_000_000;

export interface Client {
  podium: PodiumSandbox;
  world: PodiumWorld;
  tokenFile: string;
  tokens(): Tokens;
  /** Another process' client, with the same file; `alone`: it shares no store with others; `env`: further settings. */
  crm(more?: { alone?: boolean; env?: Record<string, string> }): Crm & { base: ContactBase };
}

/** A practice Podium that has let us in. Unless it `writes`, a test that asks for a write fails. */
export async function podiumClient(
  { writes = false, ...options }: Partial<PodiumSettings> & { writes?: boolean } = {},
  world?: PodiumWorld,
): Promise<Client> {
  const practice = await practicePodium(options, ...(world === undefined ? [] : [world]));
  const tokenFile = join(testFolder(), 'tokens.json');
  const { podium } = practice;
  if (!writes) onTestFinished(() => refuseWrites(podium));
  const tokens = tokensOf(practice.tokens, practice.world.org);
  writeTokens(tokenFile, tokens);
  const seen = directoryOf(practice.world.contacts);
  const exclusively = oneByOne();
  return {
    podium,
    world: practice.world,
    tokenFile,
    tokens: () => readTokens(tokenFile) ?? tokens,
    crm: ({ alone = false, env = {} } = {}) => {
      const budget: CallBudget = unlimitedBudget();
      const settings = settingsAt(podium.url, tokenFile, env);
      const made = podiumConnector.connect({
        ...{ settings, budget, directory: seen },
        ...(!alone && { exclusively }),
      });
      onTestFinished(() => made.close());
      if (made.base === undefined) throw new Error('Podium has no base');
      return { ...made, base: made.base };
    },
  };
}

function tokensOf(given: Given, organization: string): Tokens {
  return {
    organization,
    accessToken: given.access_token,
    ...lifeOf(TEN_HOURS),
    refreshToken: given.refresh_token,
    scopes: given.scope.split(' '),
  };
}

/** Of ten hours, so many milliseconds are left. */
function lifeOf(leftMs: number): Pick<Tokens, 'obtainedAt' | 'expiresAt'> {
  const iso = (inMs: number): string => new Date(Date.now() + inMs).toISOString();
  return { obtainedAt: iso(leftMs - TEN_HOURS), expiresAt: iso(leftMs) };
}

/** Makes our file say that the access token is over in so many milliseconds. */
export function ageTokens({ tokenFile, tokens }: Pick<Client, 'tokenFile' | 'tokens'>, leftMs: number): void {
  writeTokens(tokenFile, { ...tokens(), ...lifeOf(leftMs) });
}

/** How often tokens were asked for. */
export function exchanges({ podium }: Pick<Client, 'podium'>): number {
  return podium.requests().filter(({ path }) => path === 'oauth/token').length;
}

function directoryOf(contacts: WorldPodiumContact[]): NonNullable<ConnectOptions['directory']> {
  const known = new Map<string, KnownContact>(
    contacts.map(({ uid, conversations, channels, updatedAt }) => [
      uid,
      { identifiers: [...conversations, ...channels.map(({ identifier }) => identifier)], updatedAt },
    ]),
  );
  return async ({ contact }) => known.get(contact) ?? null;
}

function oneByOne(): NonNullable<ConnectOptions['exclusively']> {
  let last: Promise<unknown> = Promise.resolve();
  return (_, work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}
