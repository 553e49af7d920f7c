import type { OpenAPIHono } from '@hono/zod-openapi';
import { startPage } from '../../pages/start/start-page.ts';
import type { Desk } from '../desk.ts';
import { requireRole } from '../people/require-role.ts';
import { answerPage } from './answer-page.ts';
import { wantsPage } from './for-programs.ts';

/** `/` for browsers; programs are answered by the route behind it. */
export function addStartRoutes(app: OpenAPIHono, desk: Desk): void {
  const guard = requireRole(desk, 'view');
  app.get('/', async (c, next) => {
    if (!wantsPage(c)) return await next();
    const refused = await guard(c, async () => {
      c.res = await answerPage(c, { title: 'Start', here: 'start', main: startPage() });
    });
    return refused ?? c.res;
  });
}
