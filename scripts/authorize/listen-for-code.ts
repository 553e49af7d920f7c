import { createServer } from 'node:http';
import { isLoopback } from '../../config/loopback.ts';
import { UsageError } from '../cli/usage-error.ts';
import { codeOf } from './pasted-code.ts';

export interface Listening {
  /** Rejects for a no. An answer to somebody else's question is refused there, and not taken. */
  code: Promise<string>;
  close(): void;
}

/** Null where the redirect address is none that we can listen at. Throws UsageError where its port is taken. */
export async function listenForCode(request: { redirect: URL; state: string }): Promise<Listening | null> {
  const { redirect, state } = request;
  if (redirect.protocol !== 'http:' || !isLoopback(redirect.hostname)) return null;
  let take: (code: string) => void = () => undefined;
  let refuse: (error: unknown) => void = () => undefined;
  const code = new Promise<string>((resolve, reject) => {
    take = resolve;
    refuse = reject;
  });
  const server = createServer((asked, answer) => {
    const { pathname, searchParams: query } = new URL(asked.url ?? '/', redirect);
    const tell = (status: number, text: string): void => {
      answer.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${text}\n`);
    };
    if (pathname !== redirect.pathname) return tell(404, 'Not here');
    if (query.get('state') !== state) return tell(400, 'This is no answer to what was asked: begin again');
    try {
      take(codeOf({ query, state }));
      tell(200, 'Taken: you can close this page');
    } catch (error) {
      refuse(error);
      tell(400, 'Access was not granted');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new UsageError(
          `Cannot listen at ${redirect.host}: is it taken? Or paste the code, with another redirect address`,
        ),
      ),
    );
    server.listen(Number(redirect.port || 80), redirect.hostname.replace(/^\[|\]$/g, ''), resolve);
  });
  return { code, close: () => server.close() };
}
