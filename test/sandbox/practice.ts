import { onTestFinished } from 'vitest';
import type { World } from '../../samples/world/world.ts';
import { type DevrevSandbox, type SandboxOptions, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import type { AnswerBody } from './answer-body.ts';
import { smallWorld } from './small-world.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

export interface Practice {
  sandbox: DevrevSandbox;
  post(path: string, body?: unknown, token?: string): Promise<Answer>;
  /** With the header that asks for what is in beta. */
  postBeta(path: string, body: unknown): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  merge(primary: string, duplicate: string): Promise<Answer>;
  /** Display ids of the tickets that a contact reported. */
  reported(contact: string): Promise<string[]>;
}

/** A sandbox that ends with the test, and raw calls to it. Merges land after 5 ms. */
export async function practice(options: SandboxOptions & { world?: World } = {}): Promise<Practice> {
  const { world = smallWorld(), ...rest } = options;
  const sandbox = await startDevrevSandbox({ world, options: { mergeDelayMs: 5, ...rest } });
  onTestFinished(() => sandbox.close());
  const postWith = async (path: string, body: unknown, more: Record<string, string>): Promise<Answer> => {
    const headers = { 'Content-Type': 'application/json', ...more };
    const request = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const;
    return answerOf(await fetch(`${sandbox.url}/${path}`, request));
  };
  const post: Practice['post'] = (path, body = {}, token = 'sandbox-token') =>
    postWith(path, body, { Authorization: `Bearer ${token}` });
  return {
    sandbox,
    post,
    postBeta: (path, body) => postWith(path, body, { Authorization: 'Bearer sandbox-token', 'X-Devrev-Scope': 'beta' }),
    get: async (path, token = 'sandbox-token') =>
      answerOf(await fetch(`${sandbox.url}/${path}`, { headers: { Authorization: `Bearer ${token}` } })),
    merge: (primary, duplicate) => post('rev-users.merge', { primary_user: primary, secondary_user: duplicate }),
    async reported(contact) {
      const { body } = await post('works.list', { reported_by: [contact], limit: 100 });
      return body.works.map((work: { display_id: string }) => work.display_id);
    },
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}
