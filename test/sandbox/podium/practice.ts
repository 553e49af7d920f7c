import { onTestFinished } from 'vitest';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import type { PodiumWorld } from '../../../samples/podium/podium-world.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../sandbox/podium/oauth.ts';
import type { PodiumSettings } from '../../../sandbox/podium/settings.ts';
import { type PodiumSandbox, startPodiumSandbox } from '../../../sandbox/podium/start.ts';

export const REDIRECT = 'https://app.example.com/callback';

export interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
}

/** A practice Podium that ends with the test, and a caller whom a person has let in. */
export async function practicePodium(
  options: Partial<PodiumSettings> = {},
  world: PodiumWorld = generatePodium({ seed: 1 }),
): Promise<Practice> {
  const podium = await startPodiumSandbox({ world, options: { rateLimit: 'unlimited', ...options } });
  onTestFinished(() => podium.close());
  const tokens = await grant(podium);
  const headers = { authorization: `Bearer ${tokens.access_token}`, 'podium-version': '2021.04.01' };
  const get = async (path: string): Promise<Answer> => {
    const answer = await fetch(`${podium.url}${path}`, { headers });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const send = async (path: string, body: object = {}): Promise<Answer> => {
    const [method, at] = path.split(' ');
    const answer = await fetch(`${podium.url}${at}`, { method: method ?? '', headers, body: JSON.stringify(body) });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  return { podium, world, tokens, get, send };
}

export interface Practice {
  podium: PodiumSandbox;
  world: PodiumWorld;
  tokens: Tokens;
  get: (path: string) => Promise<Answer>;
  /** `path`: as `POST /v4/contacts`. */
  send: (path: string, body?: object) => Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was answered
  body: any;
}

export async function grant({ url }: Pick<PodiumSandbox, 'url'>): Promise<Tokens> {
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT,
    scope: 'read_contacts read_locations write_contacts',
    state: 'abc',
  });
  const sent = await fetch(`${url}/oauth/authorize?${query}`, { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  return (await token(url, { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '' })).body;
}

export async function token(url: string, body: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: JSON.stringify({ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uri: REDIRECT, ...body }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

/** All pages, in their order. */
export async function everyone(get: (path: string) => Promise<Answer>, query = 'limit=20'): Promise<Answer['body'][]> {
  const found: Answer['body'][] = [];
  let cursor: string | null = null;
  do {
    const { body } = await get(`/v4/contacts?${query}${cursor === null ? '' : `&cursor=${cursor}`}`);
    found.push(...body.data);
    cursor = body.metadata.nextCursor;
  } while (cursor !== null);
  return found;
}
