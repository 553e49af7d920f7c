import type { CallBudget } from '../budget.ts';
import { CrmError } from '../errors.ts';
import { isLoopbackHost, type Network } from '../http/network.ts';

/** How to reach one DevRev organization with one token. */
export interface DevrevOptions {
  /** Origin only, e.g. `https://api.devrev.ai`. `http:` is taken only on loopback or where `network` is `private`. */
  baseUrl: string;
  /** Asked anew for every call, so that a rotated token is taken up. */
  token: string | (() => string);
  budget: CallBudget;
  /** Sent as `X-Devrev-Version`; omitted when absent. */
  apiVersion?: string | undefined;
  /** Whether what DevRev has in beta is read too: more of what hangs on a contact. @default false */
  beta?: boolean;
  /** For one call, headers and whole body, in ms. @default 30_000 */
  timeoutMs?: number;
  /** Items asked for per list page; DevRev caps at 100. @default 100 */
  pageLimit?: number;
  /** Largest JSON answer, in bytes. @default 64 MiB */
  maxBodyBytes?: number;
  /** Largest attachment, in bytes. @default 2 GiB */
  maxAttachmentBytes?: number;
  /** For one attachment, in ms. @default 600_000 */
  attachmentTimeoutMs?: number;
  /** Which addresses an attachment's URL may lead to. @default `loopback` when `baseUrl` is on loopback, else `public` */
  network?: Network;
}

export interface DevrevSettings {
  origin: string;
  token: () => string;
  budget: CallBudget;
  apiVersion: string | null;
  beta: boolean;
  timeoutMs: number;
  pageLimit: number;
  maxBodyBytes: number;
  maxAttachmentBytes: number;
  attachmentTimeoutMs: number;
  network: Network;
}

/** Throws CrmError `invalid` for a base URL that is no origin, or that would carry the token in the clear. */
export function devrevSettings(options: DevrevOptions): DevrevSettings {
  const url = originOf(options.baseUrl);
  const isLoopback = isLoopbackHost(url.hostname);
  const network = options.network ?? (isLoopback ? 'loopback' : 'public');
  if (url.protocol === 'http:' && network !== 'private' && !isLoopback)
    throw invalid('must use https outside a practice network');
  const { token } = options;
  return {
    origin: url.origin,
    token: typeof token === 'string' ? () => token : token,
    budget: options.budget,
    apiVersion: options.apiVersion ?? null,
    beta: options.beta ?? false,
    timeoutMs: options.timeoutMs ?? 30_000,
    pageLimit: options.pageLimit ?? 100,
    maxBodyBytes: options.maxBodyBytes ?? 64 * 2 ** 20,
    maxAttachmentBytes: options.maxAttachmentBytes ?? 2 * 2 ** 30,
    attachmentTimeoutMs: options.attachmentTimeoutMs ?? 600_000,
    network,
  };
}

function originOf(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw invalid('must be an http or https URL');
  if (url.username !== '' || url.password !== '') throw invalid('must not hold credentials');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw invalid('must be an origin without a path');
  return url;
}

function invalid(rule: string): CrmError {
  return new CrmError({ kind: 'invalid', message: `DevRev base URL ${rule}` });
}
