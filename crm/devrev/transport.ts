import { Pool } from 'undici';
import type { WriteOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { startDeadline } from '../http/deadline.ts';
import { networkError } from '../http/failures.ts';
import { readBody } from '../http/read-body.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { guardWrites } from '../http/write-guard.ts';
import { requestHeaders } from './headers.ts';
import type { DevrevPath } from './paths.ts';
import type { DevrevSettings } from './settings.ts';

export interface Transport {
  /** One call of the budget, one request, no retry, no redirect. Throws only when there is no whole answer. */
  post(path: DevrevPath, body: object, options?: PostOptions): Promise<Answer>;
  close(): Promise<void>;
}

/** `beta`: asks for what is in beta, whoever else does not. */
type PostOptions = WriteOptions & { beta?: boolean };

/** Keep-alive connections to DevRev's own origin. */
export function createTransport(settings: DevrevSettings): Transport {
  const { origin, timeoutMs, budget } = settings;
  const openPool = (): Pool => new Pool(origin, { connect: { timeout: timeoutMs }, headersTimeout: 0, bodyTimeout: 0 });
  let pool = openPool();
  let closing: Promise<void> | null = null;

  /**
   * A call got no answer in time: its connection may have died without a word, and so may those that are kept for later. None of them costs
   * another call its time. What is under way on them goes on.
   */
  function leaveConnections(): void {
    if (closing !== null) return;
    void pool.close().catch(() => {});
    pool = openPool();
  }

  async function post(path: DevrevPath, body: object, options: PostOptions = {}): Promise<Answer> {
    const { signal, mayWrite, beta = false } = options;
    const answered = await budget.acquire(options);
    const headers = requestHeaders(settings, { beta });
    const answer = await exchange({ path, headers, body: JSON.stringify(body), signal, mayWrite }).finally(() =>
      // The answer stands even when the budget's store is down.
      answered().catch(() => {}),
    );
    // The caller gets the 429 with its waiting time even when the budget's store is down.
    if (answer.status === 429) await budget.backOff(retryAfterMs(answer)).catch(() => {});
    return answer;
  }

  async function exchange(request: {
    path: DevrevPath;
    headers: Record<string, string>;
    body: string;
    signal: AbortSignal | undefined;
    mayWrite: (() => boolean) | undefined;
  }): Promise<Answer> {
    const { path, headers, body, signal, mayWrite } = request;
    const call = `POST ${path}`;
    const deadline = startDeadline({ ms: timeoutMs, signal });
    try {
      const options = { method: 'POST', path: `/${path}`, headers, body, signal: deadline.signal } as const;
      const dispatcher = mayWrite === undefined ? pool : pool.compose(guardWrites(mayWrite));
      const { statusCode: status, headers: received, body: stream } = await dispatcher.request(options);
      const bytes = await readBody({ call, status, body: stream, limit: settings.maxBodyBytes }).catch((error) => {
        if (isStatusEnough(status)) return new Uint8Array();
        throw error;
      });
      return { status, headers: received, body: bytes };
    } catch (error) {
      if (error instanceof CrmError) throw error;
      if (signal?.aborted && !deadline.expired()) throw signal.reason;
      if (deadline.expired()) leaveConnections();
      throw networkError({ call, error, expired: deadline.expired() });
    } finally {
      deadline.end();
    }
  }

  return {
    post,
    close: () => {
      closing ??= pool.close();
      return closing;
    },
  };
}

/** An error status is classified by its number alone; only a 404 says something by its body (see read-contact.ts). */
function isStatusEnough(status: number): boolean {
  return status >= 400 && status !== 404;
}
