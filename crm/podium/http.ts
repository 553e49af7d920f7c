import { Pool } from 'undici';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { startDeadline } from '../http/deadline.ts';
import { networkError } from '../http/failures.ts';
import { readBody } from '../http/read-body.ts';
import { guardWrites } from '../http/write-guard.ts';
import type { PodiumSettings } from './settings.ts';

export interface HttpRequest {
  /** A POST of `tokens/`, or a write of `writing/`: `writer.ts` alone asks for one. */
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
  /** Asked in the turn of the write. */
  mayWrite?: (() => boolean) | undefined;
  /** How it is called in messages: never with what identifies a contact. */
  call?: string;
}

export interface Http {
  /** One request, no retry, no redirect. Throws NothingSent where there was no connection, CrmError where there is no whole answer. */
  send(request: HttpRequest): Promise<Answer>;
  close(): Promise<void>;
}

/** No connection came about: the CRM has heard nothing. */
export class NothingSent extends Error {
  readonly error: CrmError;

  constructor(error: CrmError) {
    super(error.message);
    this.error = error;
  }
}

const NO_CONNECTION = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export function createHttp(settings: Pick<PodiumSettings, 'origin' | 'timeoutMs' | 'maxBodyBytes'>): Http {
  const { origin, timeoutMs, maxBodyBytes: limit } = settings;
  const pool = new Pool(origin, { connect: { timeout: timeoutMs }, headersTimeout: 0, bodyTimeout: 0 });
  let closing: Promise<void> | null = null;
  return {
    send: async (request) => {
      const { method, path, headers = {}, body, signal, mayWrite, call = `${method} ${path}` } = request;
      const deadline = startDeadline({ ms: timeoutMs, signal });
      try {
        const sent = { accept: 'application/json', 'user-agent': 'contact-dedupe', ...headers };
        const options = { method, path, headers: sent, signal: deadline.signal, ...(body !== undefined && { body }) };
        const dispatcher = mayWrite === undefined ? pool : pool.compose(guardWrites(mayWrite));
        const { statusCode: status, headers: received, body: stream } = await dispatcher.request(options);
        return { status, headers: received, body: await readBody({ call, status, body: stream, limit }) };
      } catch (error) {
        if (error instanceof CrmError) throw error;
        if (signal?.aborted && !deadline.expired()) throw signal.reason;
        const failed = networkError({ call, error, expired: deadline.expired() });
        throw isNoConnection(error) ? new NothingSent(failed) : failed;
      } finally {
        deadline.end();
      }
    },
    close: () => {
      closing ??= pool.close();
      return closing;
    },
  };
}

function isNoConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && NO_CONNECTION.includes(String(error.code));
}
