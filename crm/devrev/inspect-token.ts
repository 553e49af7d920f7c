import type { IncomingHttpHeaders } from 'node:http';
import type { CallBudget } from '../budget.ts';
import type { TokenFacts } from '../connector.ts';
import type { Answer } from '../http/answer.ts';
import { jsonObject } from '../http/json.ts';
import { identify } from './identify.ts';
import { type DevrevOptions, devrevSettings } from './settings.ts';
import { expiryOf, tokenClaims } from './token-claims.ts';
import { createTransport, type Transport } from './transport.ts';

/** Asks whose token this is, with everything that the answer tells beside it. Two calls, both reading. Throws CrmError. */
export async function inspectToken(options: DevrevOptions): Promise<TokenFacts> {
  const settings = devrevSettings(options);
  let sentAt = 0;
  const acquire: CallBudget['acquire'] = async (call) => {
    const answered = await settings.budget.acquire(call);
    sentAt = Date.now();
    return answered;
  };
  const transport = createTransport({ ...settings, budget: { ...settings.budget, acquire } });
  const seen: Seen[] = [];
  const post: Transport['post'] = async (path, body, call) => {
    const { headers, ...answer } = await transport.post(path, body, call);
    seen.push({ headers, sentAt, receivedAt: Date.now() });
    return { headers, ...answer };
  };
  try {
    const { org } = await identify({ ...transport, post });
    const [first] = seen;
    return {
      org,
      expiresAt: (await toldExpiry(transport)) ?? tokenClaims(settings.token())?.expiresAt ?? null,
      quota: first === undefined ? null : quotaOf(first),
      clock: first === undefined ? null : clockOf(first),
    };
  } finally {
    await transport.close();
  }
}

interface Seen {
  headers: IncomingHttpHeaders;
  sentAt: number;
  receivedAt: number;
}

/** Not every token may ask this, and not knowing is no error. */
async function toldExpiry(transport: Transport): Promise<string | null> {
  const answer = await transport.post('auth-tokens.info', {}).catch((): Answer | null => null);
  const token: unknown = answer?.status === 200 ? jsonObject(answer.body)?.token : null;
  return typeof token === 'object' && token !== null && 'expiry' in token ? expiryOf(token.expiry) : null;
}

function quotaOf({ headers }: Seen): TokenFacts['quota'] {
  const [limit, remaining] = ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => count(headers[name]));
  return typeof limit !== 'number' ? null : { limit, remaining: remaining ?? null };
}

function count(header: string | string[] | undefined): number | null {
  const text = [header].flat()[0] ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function clockOf({ headers, sentAt, receivedAt }: Seen): TokenFacts['clock'] {
  const says = Date.parse(headers.date ?? '');
  return Number.isNaN(says) ? null : { says, sentAt, receivedAt };
}
