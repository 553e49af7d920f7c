import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAs } from '../../config/roles.ts';
import { isUnderWay, planPage } from '../../pages/start/plan-page.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { uploadOf } from '../uploads/plan-routes.ts';
import { wishOfForm } from '../uploads/start-wish.ts';
import { takeSample } from '../uploads/take-sample.ts';
import { answerPage } from './answer-page.ts';
import { readForm } from './form-body.ts';

/** While something goes on, the browser asks again after so many seconds, by itself and without a script. */
const AGAIN_S = '2';

/** `/plans/{id}`: what a file would merge, and the start of a run. */
export function addPlanPages(app: OpenAPIHono, desk: Desk): void {
  const { uploads, settings } = desk;
  app.post('/plans/sample', requireRole(desk, 'operate'), async (c) => {
    const taken = await takeSample(uploads, personOf(c).by);
    if (taken === null) throw problemError('not-found', { detail: 'There is no sample here' });
    return c.redirect(`/plans/${taken.id}`, 303);
  });
  app.get('/plans/:plan', requireRole(desk, 'view'), async (c) => {
    const upload = uploadOf(c, desk);
    if (isUnderWay(upload.state)) c.header('refresh', AGAIN_S);
    const mayStart = mayAs(personOf(c).role, 'operate');
    const main = planPage({ ...upload, preview: uploads.preview(upload.id), mayStart });
    return await answerPage(c, { title: upload.name, here: 'start', main });
  });
  app.post('/plans/:plan/start', requireRole(desk, 'operate'), async (c) => {
    const { id } = uploadOf(c, desk);
    const wish = wishOfForm(await readForm(c, settings.bounds));
    if (!uploads.start(id, wish))
      throw problemError('refused', { detail: 'It was started already, or is not read yet' });
    return c.redirect(`/plans/${id}`, 303);
  });
}
