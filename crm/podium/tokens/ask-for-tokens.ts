import { z } from 'zod';
import { CrmError } from '../../errors.ts';
import { parseAnswer } from '../../http/json.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { type Http, NothingSent } from '../http.ts';
import type { PodiumSettings } from '../settings.ts';
import type { Tokens } from './token-file.ts';

/** What came of asking. Only `nothing-done` leaves what we had as good as before. */
export type AskedForTokens =
  | ({ kind: 'given' } & Pick<Tokens, 'accessToken' | 'obtainedAt' | 'expiresAt' | 'refreshToken' | 'scopes'>)
  | { kind: 'refused'; status: number }
  | { kind: 'nothing-done'; error: CrmError }
  /** It may have been done, and nobody knows. */
  | { kind: 'lost' };

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().optional(),
});

/** As Podium's documentation has it: ten hours. */
const DEFAULT_LIFE_S = 36_000;

type Proof =
  | { grant_type: 'authorization_code'; code: string }
  | { grant_type: 'refresh_token'; refresh_token: string };

/** Exchanges a code or a refresh token, once: whatever becomes of it, it is not sent again here. */
export async function askForTokens(http: Http, settings: PodiumSettings, proof: Proof): Promise<AskedForTokens> {
  const { clientId, clientSecret, redirect } = settings;
  const body = { client_id: clientId, client_secret: clientSecret(), redirect_uri: redirect, ...proof };
  const askedAt = Date.now();
  const answer = await http
    .send({
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    .catch((error: unknown) => error);
  if (answer instanceof NothingSent) return { kind: 'nothing-done', error: answer.error };
  if (!isAnswer(answer)) return { kind: 'lost' };
  const { status, body: bytes, headers } = answer;
  const call = 'POST /oauth/token';
  if (status === 429) {
    const waits = retryAfterMs({ headers, body: bytes });
    const message = `${call}: HTTP 429`;
    return {
      kind: 'nothing-done',
      error: new CrmError({ kind: 'rate-limited', status, message, retryAfterMs: waits }),
    };
  }
  if (status >= 500) {
    return {
      kind: 'nothing-done',
      error: new CrmError({ kind: 'server', status, message: `${call}: HTTP ${status}` }),
    };
  }
  if (status !== 200) return { kind: 'refused', status };
  try {
    const given = parseAnswer({ call, status, body: bytes, schema: answerSchema });
    const refreshToken = given.refresh_token ?? (proof.grant_type === 'refresh_token' ? proof.refresh_token : null);
    if (refreshToken === null) return { kind: 'lost' };
    return {
      kind: 'given',
      accessToken: given.access_token,
      obtainedAt: new Date(askedAt).toISOString(),
      expiresAt: new Date(askedAt + (given.expires_in ?? DEFAULT_LIFE_S) * 1000).toISOString(),
      refreshToken,
      scopes: given.scope?.split(/[\s,]+/).filter((scope) => scope !== '') ?? null,
    };
  } catch {
    return { kind: 'lost' };
  }
}

function isAnswer(answer: unknown): answer is Awaited<ReturnType<Http['send']>> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'status' in answer &&
    'body' in answer &&
    !(answer instanceof Error)
  );
}
