import type { CallOptions, WriteOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { createHttp, type HttpRequest, NothingSent } from './http.ts';
import type { PodiumSettings } from './settings.ts';
import { type Access, createAccess } from './tokens/access.ts';

/** A request that asks for a change. `path` is one of `writing/`: nothing else asks for any. */
export interface WriteRequest {
  method: 'POST' | 'PATCH';
  path: string;
  body: Record<string, unknown>;
  call: string;
}

export interface Transport {
  /**
   * One call of the budget, one request; a second one only with another token, where the first one's had been exchanged meanwhile.
   * `call` names it in messages, without what identifies a contact. Throws CrmError only when there is no whole answer.
   */
  get(request: { path: string; query?: Record<string, string>; call: string }, options?: CallOptions): Promise<Answer>;
  /** One call of the budget, one request; a 401 is the answer, and nothing is asked twice. Throws as `get`. */
  write(request: WriteRequest, options?: WriteOptions): Promise<Answer>;
  access: Access;
  close(): Promise<void>;
}

/** @param given tokens that are in no file yet */
export function createTransport(settings: PodiumSettings, given?: Access): Transport {
  const { budget, version } = settings;
  const http = createHttp(settings);
  const access = given ?? createAccess(http, settings);

  async function ask(
    request: Pick<HttpRequest, 'method' | 'path' | 'body' | 'mayWrite'> & { call: string },
    { token, options }: { token: string; options: CallOptions },
  ): Promise<Answer> {
    const answered = await budget.acquire(options);
    const headers = { ...requestHeaders(token, version), ...(request.body !== undefined && JSON_BODY) };
    const answer = await http
      .send({ ...request, headers, signal: options.signal })
      .catch((error: unknown) => {
        throw error instanceof NothingSent ? error.error : error;
      })
      // The answer stands even when the budget's store is down.
      .finally(() => answered().catch(() => {}));
    if (answer.status === 429) await budget.backOff(retryAfterMs(answer)).catch(() => {});
    return answer;
  }

  return {
    get: async ({ path, query = {}, call }, options = {}) => {
      const search = new URLSearchParams(query).toString();
      const whole = search === '' ? path : `${path}?${search}`;
      const token = await access.token();
      const asked = { method: 'GET', path: whole, call } as const;
      const answer = await ask(asked, { token, options });
      if (answer.status !== 401) return answer;
      const other = await access.instead(token);
      const again = await ask(asked, { token: other, options });
      if (again.status !== 401) return again;
      throw new CrmError({ kind: 'unauthorized', status: 401, message: `${call}: HTTP 401 with a new token` });
    },
    write: async ({ method, path, body, call }, options = {}) => {
      const { mayWrite, ...paid } = options;
      const token = await access.token();
      return ask({ method, path, body: JSON.stringify(body), call, mayWrite }, { token, options: paid });
    },
    access,
    close: () => http.close(),
  };
}

const JSON_BODY = { 'content-type': 'application/json' };

/** Without a version Podium answers as its newest does. */
export function requestHeaders(token: string, version: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'podium-version': version };
}
