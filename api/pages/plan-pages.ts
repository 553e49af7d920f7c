import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAs } from '../../config/roles.ts';
import type { PlacesWanted } from '../../contacts/preview/cluster-places.ts';
import { planClustersHtml } from '../../pages/start/clusters-page.ts';
import { type ClustersWanted, wantedOf } from '../../pages/start/clusters-wanted.ts';
import { isUnderWay, planPage } from '../../pages/start/plan-page.ts';
import type { ShownPreview } from '../../pages/start/shown-preview.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { requireRole } from '../people/require-role.ts';
import { problemError } from '../problem.ts';
import { readPlanClusters } from '../uploads/plan-clusters.ts';
import { uploadOf } from '../uploads/plan-routes.ts';
import { wishOfForm } from '../uploads/start-wish.ts';
import { takeSample } from '../uploads/take-sample.ts';
import { filesOf } from '../uploads/upload-files.ts';
import { answerPage } from './answer-page.ts';
import { readForm } from './form-body.ts';

/** While something goes on, the browser asks again after so many seconds, by itself and without a script. */
const AGAIN_S = '2';
/** Clusters of a page. */
const PAGE = 50;

/** `/plans/{id}`: what a file would merge, what its numbers count, and the start of a run. */
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
    const files = filesOf(uploads.root, upload.id);
    const has = { clusters: existsSync(files.places), rejected: existsSync(files.rejected) };
    const main = planPage({ ...upload, preview: uploads.preview(upload.id), has, mayStart });
    return await answerPage(c, { title: upload.name, here: 'start', main });
  });
  app.get('/plans/:plan/clusters', requireRole(desk, 'view'), async (c) => {
    const upload = uploadOf(c, desk);
    const { wanted, from } = wantedOf(new URL(c.req.url).searchParams);
    const asked = { wanted: placesOf(wanted, () => uploads.preview(upload.id)), from, limit: PAGE };
    const found = await readPlanClusters(filesOf(uploads.root, upload.id), asked);
    if (found === null) throw problemError('not-found', { detail: 'There is no list of its clusters' });
    const main = planClustersHtml({ ...upload, wanted, ...found });
    return await answerPage(c, { title: 'Clusters', here: 'start', main });
  });
  app.get('/plans/:plan/rejected.csv', requireRole(desk, 'view'), (c) => {
    const { rejected } = filesOf(uploads.root, uploadOf(c, desk).id);
    if (!existsSync(rejected)) throw problemError('not-found', { detail: 'There is no list of its rejected rows' });
    return c.body(Readable.toWeb(createReadStream(rejected)) as ReadableStream, 200, CSV_HEADERS);
  });
  app.post('/plans/:plan/start', requireRole(desk, 'operate'), async (c) => {
    const { id } = uploadOf(c, desk);
    const wish = wishOfForm(await readForm(c, settings.bounds));
    if (!uploads.start(id, wish))
      throw problemError('refused', { detail: 'It was started already, or is not read yet' });
    return c.redirect(`/plans/${id}`, 303);
  });
}

const CSV_HEADERS = {
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': 'attachment; filename="rejected.csv"',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The same with the rule's number among those of the preview. */
function placesOf({ strategy, ...wanted }: ClustersWanted, preview: () => ShownPreview | null): PlacesWanted {
  if (strategy === undefined) return wanted;
  return { ...wanted, strategy: preview()?.strategies.findIndex((one) => one.strategy === strategy) ?? -1 };
}
