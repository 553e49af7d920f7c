import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { personName } from '../../config/people-names.ts';
import { loginPage } from '../../pages/login/login-page.ts';
import type { Desk } from '../desk.ts';
import { answerPage } from '../pages/answer-page.ts';
import { readForm } from '../pages/form-body.ts';
import { spendLinkCode } from './link-codes.ts';
import { ofToken } from './people.ts';
import { type Person, person } from './person.ts';
import { clearSession, sessionKey, setSession } from './session-cookie.ts';

const NO_CODE =
  'This code is not good any more: each is good once, for ten minutes. Take a new link from the terminal.';
const NO_TOKEN = 'This is nobody’s token.';
const NO_NAME = 'Your name is missing, or has characters that no name has. The code is still good.';

/** `/login` and `/logout`, for browsers. A code is used up by POST alone: a look at the page, or whoever prefetches it, changes nothing. */
export function addLoginRoutes(app: OpenAPIHono, desk: Desk): void {
  app.get('/login', (c) => showLogin(c, desk, { next: pathOfOurs(c.req.query('next')), told: null }));
  app.post('/login', async (c) => {
    const fields = await readForm(c, desk.settings.bounds);
    const next = pathOfOurs(fields.get('next'));
    const found = personIn(fields, desk);
    if (typeof found === 'string') return await showLogin(c, desk, { next, told: found });
    endSession(c, desk);
    setSession(c, desk.people.sessions.begin(found));
    return c.redirect(next, 303);
  });
  app.post('/logout', (c) => {
    endSession(c, desk);
    clearSession(c);
    return c.redirect('/login', 303);
  });
}

/** Who they are, or why nobody knows. The name is looked at first: a slip of the keyboard costs no code. */
function personIn(fields: URLSearchParams, { people }: Desk): Person | string {
  const token = fields.get('token');
  if (token !== null) return ofToken(people, token.trim()) ?? NO_TOKEN;
  const name = personName(fields.get('name') ?? '');
  if (name === null) return NO_NAME;
  const isGood = people.links !== null && spendLinkCode(people.links, (fields.get('code') ?? '').trim());
  return isGood ? person({ name, role: 'operate', through: 'link' }) : NO_CODE;
}

function endSession(c: Context, { people }: Desk): void {
  const key = sessionKey(c);
  if (key !== undefined) people.sessions.end(key);
}

async function showLogin(
  c: Context,
  { people }: Desk,
  { next, told }: { next: string; told: string | null },
): Promise<Response> {
  const main = loginPage({ next, told, links: people.links !== null, tokens: people.tokens.length > 0 });
  return await answerPage(c, { title: 'Log in', here: null, main, status: told === null ? 200 : 401 });
}

/** A path of this server, wherever somebody wanted to lead to. */
function pathOfOurs(wanted: string | null | undefined): string {
  const base = 'http://ours.invalid';
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, base)) return '/';
  const { origin, pathname, search } = new URL(wanted, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
