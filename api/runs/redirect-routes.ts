import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { whereNow } from '../../store/reports/where-now.ts';
import { organizations } from '../../store/runs/organizations.ts';
import { addRoute } from '../add-route.ts';
import type { Desk } from '../desk.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { isPlainText } from './plain-text.ts';
import { answers, PERSONS } from './schemas.ts';

const MOST_LETTERS = 300;

const text = z.string();
const inPath = (name: string): z.ZodString => text.openapi({ param: { name, in: 'path' } });

const answer = z
  .looseObject({ id: text, now: text, is: z.enum(['not-moved', 'merged', 'back']), hops: z.array(z.looseObject({})) })
  .openapi('WhereNow');

/** Where a contact is now, for systems that still hold its old id. */
export function addRedirectRoutes(app: OpenAPIHono, desk: Desk): void {
  app.use('/api/v1/redirects/*', requireRole(desk, 'view'));
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/redirects/{crm}/{org}/{id}',
      summary: 'Where a contact is now, with each step of its way',
      security: PERSONS,
      request: { params: z.object({ crm: inPath('crm'), org: inPath('org'), id: inPath('id') }) },
      responses: answers({ description: 'Where it is', schema: answer, problems: ['not-found'] }),
    },
    async (c) => {
      const [crm, org, id] = ['crm', 'org', 'id'].map((name) => c.req.param(name) ?? '') as [string, string, string];
      const known = await organizations(desk.db);
      if (!known.some((one) => one.crm === crm && one.org === org)) {
        throw problemError('not-found', { detail: 'There is no run of this organization' });
      }
      if (!isPlainText(id) || id.length > MOST_LETTERS) {
        throw problemError('not-found', { detail: 'No contact has such an id' });
      }
      const found = (await whereNow(desk.db, { crm, org, ids: [id] })).get(id);
      return c.json({ id, ...found });
    },
  );
}
