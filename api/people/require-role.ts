import type { Context, MiddlewareHandler } from 'hono';
import { mayAs, type Role } from '../../config/roles.ts';
import { goOnPage } from '../../pages/login/go-on-page.ts';
import type { Desk } from '../desk.ts';
import { answerPage } from '../pages/answer-page.ts';
import { isForPrograms } from '../pages/for-programs.ts';
import { problem } from '../problem.ts';
import { whoAsks } from './people.ts';

/** Lets in who may do what needs this role, and says so to the route (`personOf`). Everything about runs stands behind it. */
export function requireRole({ people }: Pick<Desk, 'people'>, role: Role): MiddlewareHandler {
  return async (c, next) => {
    const person = whoAsks(c, people);
    if (person === null) return await notLoggedIn(c);
    c.set('person', person);
    if (isOfOthers(c)) return roleMissing('A page of another origin may not read this');
    if (!mayAs(person.role, role)) return roleMissing(`This needs the role '${role}', and yours is '${person.role}'`);
    await next();
  };
}

/** A browser says what it wants something for: pages are gone to from anywhere, and read by nobody but themselves. */
function isOfOthers(c: Context): boolean {
  const site = c.req.header('sec-fetch-site') ?? 'none';
  return !['none', 'same-origin'].includes(site) && c.req.header('sec-fetch-mode') !== 'navigate';
}

function roleMissing(detail: string): Response {
  return problem('role-missing', { detail });
}

/** A link of another site brings no cookie: one click on a page of ours does. */
async function notLoggedIn(c: Context): Promise<Response> {
  if (isForPrograms(c)) {
    return problem('not-logged-in', {
      detail: 'Log in at /login, or send Authorization: Bearer with a token of API_TOKENS_FILE',
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const { pathname, search } = new URL(c.req.url);
  const here = pathname + search;
  if (c.req.method === 'GET' && !['none', 'same-origin'].includes(c.req.header('sec-fetch-site') ?? 'none')) {
    return await answerPage(c, { title: 'Go on', here: null, main: goOnPage(here), status: 401 });
  }
  return c.redirect(c.req.method === 'GET' ? `/login?next=${encodeURIComponent(here)}` : '/login', 303);
}
