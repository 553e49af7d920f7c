import type { CallOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { createHttp, NothingSent } from './http.ts';
import type { PodiumSettings } from './settings.ts';
import { type Access, createAccess } from './tokens/access.ts';

/** Reads, and nothing else: no request of it can change anything at Podium. */
export interface Transport {
  /**
   * One call of the budget, one request; a second one only with another token, where the first one's had been exchanged meanwhile.
   * `call` names it in messages, without what identifies a contact. Throws CrmError only when there is no whole answer.
   */
  get(request: { path: string; query?: Record<string, string>; call: string }, options?: CallOptions): Promise<Answer>;
  access: Access;
  close(): Promise<void>;
}

/** @param given tokens that are in no file yet */
export function createTransport(settings: PodiumSettings, given?: Access): Transport {
  const { budget, version } = settings;
  const http = createHttp(settings);
  const access = given ?? createAccess(http, settings);

  async function ask(path: string, request: { call: string; token: string; options: CallOptions }): Promise<Answer> {
    const { call, token, options } = request;
    const answered = await budget.acquire(options);
    const headers = { authorization: `Bearer ${token}`, 'podium-version': version };
    const answer = await http
      .send({ method: 'GET', path, headers, signal: options.signal, call })
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
      const answer = await ask(whole, { call, token, options });
      if (answer.status !== 401) return answer;
      const other = await access.instead(token);
      const again = await ask(whole, { call, token: other, options });
      if (again.status !== 401) return again;
      throw new CrmError({ kind: 'unauthorized', status: 401, message: `${call}: HTTP 401 with a new token` });
    },
    access,
    close: () => http.close(),
  };
}
