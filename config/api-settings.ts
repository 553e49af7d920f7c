import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { type ApiBounds, loadApiBounds } from './api-bounds.ts';
import { ConfigError } from './config-error.ts';
import { isLoopback } from './loopback.ts';
import { type Secret, secret } from './secret.ts';
import { type Env, secretText, text } from './variables.ts';

/** What the environment decides about the customers API. */
export interface ApiSettings {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Required on every customer route when set, unless `isOpen`. */
  token: Secret | null;
  /** The customer routes ask for no token. */
  isOpen: boolean;
  /** In the order in which answers name them. */
  sources: readonly string[];
  /** Where phone numbers without a country code are from; null: such numbers are not understood. */
  phoneCountry: CountryCode | null;
  /** Host names, beside this machine's and `host`, that a request may be addressed to. */
  allowedHosts: readonly string[];
  /** The only host names by which a CRM may tell us something. */
  hookHosts: readonly string[];
  /** Bytes of an upload's body. */
  uploadLimit: number;
  /** Bytes of any other body. */
  bodyLimit: number;
  bounds: ApiBounds;
}

export const DEFAULT_API_PORT = 8000;

const MIB = 1024 * 1024;
const BODY_LIMIT = MIB;
/** The engine of source sets has 31 bits per id, one of them for sources that are not configured any more. */
const MOST_SOURCES = 30;

/** Reads and checks the settings. Throws ConfigError naming the variable. */
export function loadApiSettings(env: Env = process.env): ApiSettings {
  const host = text(env, 'API_HOST') ?? '127.0.0.1';
  const token = secretText(env, 'API_TOKEN');
  if (token === null && !isThisMachine(host)) {
    throw new ConfigError(
      `API_HOST is '${host}', which others can reach, and API_TOKEN is not set: set it, or leave API_HOST at 127.0.0.1`,
    );
  }
  return {
    host,
    port: whole(env, 'API_PORT', { fallback: DEFAULT_API_PORT, most: 65_535 }),
    token: token === null ? null : secret(token),
    isOpen: flag(env, 'CUSTOMERS_OPEN'),
    sources: sourceNames(text(env, 'CUSTOMER_SOURCES') ?? 'salesforce,hubspot,internal'),
    phoneCountry: phoneCountry(text(env, 'CUSTOMER_COUNTRY')),
    allowedHosts: hostNames(text(env, 'API_ALLOWED_HOSTS') ?? ''),
    hookHosts: hostNames(text(env, 'HOOKS_ALLOWED_HOSTS') ?? ''),
    uploadLimit: whole(env, 'API_UPLOAD_LIMIT', { fallback: 32 * MIB, least: 1, most: 512 * MIB }),
    bodyLimit: BODY_LIMIT,
    bounds: loadApiBounds(env),
  };
}

/** Whether only programs on this machine can reach what listens there. */
export function isThisMachine(host: string): boolean {
  return isLoopback(host) || host === '::1';
}

function sourceNames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim());
  const odd = names.find((name) => !/^[a-z0-9_-]{1,64}$/.test(name));
  if (odd !== undefined) {
    throw new ConfigError(
      `CUSTOMER_SOURCES has '${odd}', expected names of 1 to 64 small letters, digits, _ and - with commas between, such as salesforce,hubspot`,
    );
  }
  if (new Set(names).size !== names.length) throw new ConfigError('CUSTOMER_SOURCES names a source twice');
  if (names.length > MOST_SOURCES) {
    throw new ConfigError(`CUSTOMER_SOURCES has ${names.length} names, expected ${MOST_SOURCES} at most`);
  }
  // What compare-sources calls its lists and counts: `only_in_b` of one source may be the name of another.
  const fields = names.flatMap((name) => [`only_in_${name}`, `${name}_count`]);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) {
    throw new ConfigError(`CUSTOMER_SOURCES has two sources that answers would both call '${twice}': rename one`);
  }
  return names;
}

function phoneCountry(name: string | null): CountryCode | null {
  const country = name?.toUpperCase() ?? null;
  if (country === null || isSupportedCountry(country)) return country;
  throw new ConfigError(`CUSTOMER_COUNTRY is '${name}', expected a country of two letters, such as AU`);
}

function hostNames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  const odd = names.find((name) => name !== '' && !/^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(name));
  if (odd !== undefined) {
    throw new ConfigError(`API_ALLOWED_HOSTS has '${odd}', expected host names without ports, with commas between`);
  }
  return names.filter((name) => name !== '');
}

function whole(
  env: Env,
  name: string,
  { fallback, least = 0, most }: Record<'fallback' | 'most', number> & { least?: number },
): number {
  const value = text(env, name);
  if (value === null) return fallback;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new ConfigError(`${name} is '${value}', expected a whole number from ${least} to ${most}`);
}

function flag(env: Env, name: string): boolean {
  const value = text(env, name);
  if (value !== null && value !== '0' && value !== '1') throw new ConfigError(`${name} is '${value}', expected 1 or 0`);
  return value === '1';
}
