import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with any Host and Origin, which `fetch` would not let a test say. */
export function askHttp(port: number, { method = 'GET', path = '/', headers, body }: Asked): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      text(answer).then(
        (said) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: said }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
