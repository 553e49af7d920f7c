import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mayAs } from '../../config/roles.ts';
import { startPage } from '../../pages/start/start-page.ts';
import { UPLOAD_WORDS } from '../../pages/start/upload-words.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { answerPage } from './answer-page.ts';
import { wantsPage } from './for-programs.ts';

/** `/` for browsers; programs are answered by the route behind it. */
export function addStartRoutes(app: OpenAPIHono, desk: Desk): void {
  const guard = requireRole(desk, 'view');
  app.get('/', async (c, next) => {
    if (!wantsPage(c)) return await next();
    const refused = await guard(c, async () => {
      c.res = await showStart(c, desk);
    });
    return refused ?? c.res;
  });
}

function showStart(c: Context, { uploads }: Desk): Promise<Response> {
  const main = startPage({
    mayStart: mayAs(personOf(c).role, 'operate'),
    hasSample: uploads.sample !== null,
    uploads: uploads.list().map((upload) => ({ ...upload, words: UPLOAD_WORDS[upload.state.is] })),
  });
  return answerPage(c, { title: 'Start', here: 'start', main });
}
