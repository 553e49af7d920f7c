import { ConfigError } from '../../config/config-error.ts';
import { requireToken } from '../../config/crm-settings.ts';
import type { CallBudget } from '../budget.ts';
import type { ConnectOptions } from '../connector.ts';

/** The version of the API that this client is written for: without one, Podium answers as its newest does. */
const VERSION = '2021.04.01';

/** Where nobody says otherwise: a page of this machine that nobody serves, whose address holds the code to be pasted. */
const REDIRECT = 'https://localhost/callback';

export interface PodiumSettings extends Pick<ConnectOptions, 'exclusively' | 'directory' | 'proven'> {
  /** Of API and OAuth. */
  origin: string;
  clientId: string;
  clientSecret: () => string;
  redirect: string;
  version: string;
  /** The one place where tokens are. */
  tokenFile: string;
  /** What the settings say whose contacts these are; null where they do not. */
  org: string | null;
  budget: CallBudget;
  timeoutMs: number;
  /** Contacts asked for per page; Podium gives 100 at most. */
  pageLimit: number;
  /** Largest JSON answer, in bytes. */
  maxBodyBytes: number;
}

/** Throws ConfigError that names the variable. */
export function podiumSettings(options: ConnectOptions): PodiumSettings {
  const { settings, budget, exclusively, directory, proven } = options;
  const secret = requireToken(settings);
  const { further, baseUrl, tokenFile, org, timeoutMs } = settings;
  if (further.clientId == null) {
    throw new ConfigError(
      "PODIUM_CLIENT_ID is not set: put the client id of an app of Podium's developer portal into .env",
    );
  }
  if (tokenFile === null) throw new ConfigError('PODIUM_TOKEN_FILE is not set: name a file of your own');
  return {
    origin: originOf(baseUrl),
    clientId: further.clientId,
    clientSecret: () => secret.reveal(),
    redirect: redirectOf(further.redirect ?? REDIRECT),
    version: versionOf(settings),
    ...{ tokenFile, org, budget, timeoutMs },
    pageLimit: 100,
    maxBodyBytes: 64 * 2 ** 20,
    ...(exclusively && { exclusively }),
    ...(directory && { directory }),
    ...(proven && { proven }),
  };
}

/** The one of the settings, else the one that this client is written for. */
export function versionOf({ further }: ConnectOptions['settings']): string {
  return further.version ?? VERSION;
}

function originOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  if (pathname === '/') return origin;
  throw new ConfigError(`PODIUM_BASE_URL has a path: expected an origin alone, such as https://api.podium.com`);
}

function redirectOf(text: string): string {
  if (URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)) return text;
  throw new ConfigError(
    `PODIUM_REDIRECT_URI is '${text}': expected the address that the app names, such as ${REDIRECT}`,
  );
}
