import { ConfigError } from './config-error.ts';
import { isLoopback } from './loopback.ts';
import { parseRateLimit, type RateLimit } from './rate-limit.ts';
import { type Secret, secret } from './secret.ts';
import { duration, type Env, secretText, text } from './variables.ts';

/** What a CRM is called, and which variables its settings come from. Messages take every name from here. */
export interface CrmDeclaration {
  /** As people write it, e.g. `DevRev`. */
  title: string;
  /** What its token is, e.g. `a personal access token of DevRev`. */
  tokenKind: string;
  variables: Record<'token' | 'baseUrl' | 'org' | 'rateLimit' | 'timeout', string>;
  defaults: Record<'baseUrl' | 'rateLimit' | 'timeout', string>;
  /** What only its connector understands: a name of its own to the variable. */
  further: Record<string, string>;
  /**
   * Where a person grants access and tokens come and go: the variable that names the file which holds them, and what that is
   * called in the data folder otherwise. Absent: the token of the settings is the CRM's own.
   */
  granted?: { variable: string; file: string };
  /** The variable with the secret by which the CRM signs what it tells by itself. Absent: it tells nothing. */
  hookSecret?: string;
}

/** What the environment decides about one CRM. Times in milliseconds. */
export interface CrmSettings extends Pick<CrmDeclaration, 'title' | 'tokenKind' | 'variables'> {
  token: Secret | null;
  baseUrl: string;
  /** The organization that the token must belong to, when set. */
  org: string | null;
  rateLimit: RateLimit;
  timeoutMs: number;
  /** By the connector's own names; null where the variable is unset. */
  further: Record<string, string | null>;
  /** The absolute path of the file with the tokens that a person has granted; null where the token of the settings is the CRM's own. */
  tokenFile: string | null;
  /** By which the CRM signs what it tells by itself; null: nothing is taken from it. */
  hookSecret?: Secret | null;
}

/** Reads and checks one CRM's settings; `pathOf` makes a path of ours absolute. Throws ConfigError naming the variable. */
export function readCrmSettings(
  env: Env,
  declaration: CrmDeclaration,
  pathOf: (path: { named: string | null; inData: string }) => string,
): CrmSettings {
  const { title, tokenKind, variables, defaults, further, granted, hookSecret } = declaration;
  const signedBy = hookSecret === undefined ? null : secretText(env, hookSecret);
  const token = secretText(env, variables.token);
  return {
    title,
    tokenKind,
    variables,
    token: token === null ? null : secret(token),
    baseUrl: baseUrl(variables.baseUrl, text(env, variables.baseUrl) ?? defaults.baseUrl, defaults.baseUrl),
    org: text(env, variables.org),
    rateLimit: rateLimit(variables.rateLimit, text(env, variables.rateLimit) ?? defaults.rateLimit),
    timeoutMs: duration(env, variables.timeout, defaults.timeout),
    further: Object.fromEntries(Object.entries(further).map(([name, variable]) => [name, text(env, variable)])),
    hookSecret: signedBy === null ? null : secret(signedBy),
    tokenFile: granted === undefined ? null : pathOf({ named: text(env, granted.variable), inData: granted.file }),
  };
}

/** The settings of the CRM that a plan, a run or a profile names. Throws ConfigError for one that has none. */
export function settingsOf({ crms }: { crms: Record<string, CrmSettings> }, crm: string): CrmSettings {
  const settings = Object.hasOwn(crms, crm) ? crms[crm] : undefined;
  if (settings !== undefined) return settings;
  throw new ConfigError(`There are no settings for the CRM '${crm}', expected one of: ${Object.keys(crms).join(', ')}`);
}

/** Throws ConfigError when there is none. */
export function requireToken({ token, tokenKind, variables }: CrmSettings): Secret {
  if (token !== null) return token;
  throw new ConfigError(`${variables.token} is not set: put ${tokenKind} into .env or the environment`);
}

/** Those that there is a token for; all of them when there is none for any. */
export function crmsInUse({ crms }: { crms: Record<string, CrmSettings> }): [string, CrmSettings][] {
  const all = Object.entries(crms);
  const inUse = all.filter(([, { token }]) => token !== null);
  return inUse.length === 0 ? all : inUse;
}

/** All tokens in plain text, for the masks of logs and texts. */
export function tokensOf({ crms }: { crms: Record<string, CrmSettings> }): string[] {
  return Object.values(crms).flatMap(({ token, hookSecret = null }) =>
    [token, hookSecret].flatMap((one) => (one === null ? [] : [one.reveal()])),
  );
}

/** Where a CRM's users are counted: a user of its practice double is none of its own. */
export function budgetScope(crm: string, { baseUrl }: CrmSettings): string {
  return `${crm} ${baseUrl}`;
}

/** What each CRM's budget keeps to, by its name. */
export function rateLimitsOf({ crms }: { crms: Record<string, CrmSettings> }): Record<string, RateLimit> {
  return Object.fromEntries(Object.entries(crms).map(([crm, { rateLimit }]) => [crm, rateLimit]));
}

function baseUrl(name: string, value: string, example: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    throw new ConfigError(`${name} is not a usable address: expected something like ${example}`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(
      `${name} uses http: on '${url.hostname}': a token is only sent over https, except to this machine`,
    );
  }
  return value.replace(/\/+$/, '');
}

function rateLimit(name: string, value: string): RateLimit {
  const limit = parseRateLimit(value);
  if (limit === undefined)
    throw new ConfigError(`${name} is '${value}', expected CALLS/WINDOW such as 45/60s, or unlimited`);
  return limit;
}
