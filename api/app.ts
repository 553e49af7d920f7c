import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { openStatusHub } from '../control/status/status-hub.ts';
import type { Logger } from '../log/logger.ts';
import { isDatabaseAway } from '../store/database-away.ts';
import { openBodies } from './bounds/bodies.ts';
import { openPlaces } from './bounds/places.ts';
import { addCustomerRoutes } from './customers/customer-routes.ts';
import { addDeduplicationRoutes } from './customers/deduplication-routes.ts';
import { addSetRoutes } from './customers/set-routes.ts';
import { addUploadRoutes } from './customers/upload-routes.ts';
import type { Desk } from './desk.ts';
import { detail } from './fastapi/detail.ts';
import { noSuchRoute } from './fastapi/no-such-route.ts';
import { guardHost } from './guards/guard-host.ts';
import { guardOrigin } from './guards/guard-origin.ts';
import { guardToken, needsToken } from './guards/guard-token.ts';
import { keepPrivate } from './guards/keep-private.ts';
import { logRequests } from './guards/log-requests.ts';
import { readOn } from './guards/read-on.ts';
import { addHookRoutes } from './hooks/hook-routes.ts';
import { openJsonReader } from './json/reader.ts';
import { addEventRoutes } from './live/event-routes.ts';
import { addListPages } from './live/list-pages.ts';
import { addPairPages } from './live/pair-pages.ts';
import { addRunPages } from './live/run-pages.ts';
import { INTRODUCTION } from './manual/introduction.ts';
import { addPageRoutes } from './manual/page-routes.ts';
import { VERSION } from './manual/version.ts';
import type { ApiOptions, RouteOptions } from './options.ts';
import { addAssetRoutes } from './pages/asset-routes.ts';
import { addPlanPages } from './pages/plan-pages.ts';
import { addStartRoutes } from './pages/start-routes.ts';
import { addLoginRoutes } from './people/login-routes.ts';
import { addClusterRoutes } from './review/cluster-routes.ts';
import { addLookRoutes } from './review/look-routes.ts';
import { addQueueRoutes } from './review/queue-routes.ts';
import { openReviewDesk } from './review/review-desk.ts';
import { answerRunsError } from './runs/answer-error.ts';
import { addClusterLists } from './runs/cluster-lists.ts';
import { addDecisionRoutes } from './runs/decision-routes.ts';
import { addPairRoutes } from './runs/pair-routes.ts';
import { isOfRuns } from './runs/paths.ts';
import { addRedirectRoutes } from './runs/redirect-routes.ts';
import { addRunRoutes } from './runs/run-routes.ts';
import { addStopRoutes } from './runs/stop-routes.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addPlanRoutes } from './uploads/plan-routes.ts';

const TITLE = 'Customer Deduplication API';

/** The share of all streams that one client may have. */
const PER_CLIENT = 0.75;

/** The customers API: what answers requests, without a port. */
export function createApi(options: ApiOptions): OpenAPIHono {
  const { log, settings, desk } = options;
  const app = new OpenAPIHono();
  if (options.hooks !== undefined) addHookRoutes(app, options.hooks, log);
  app.use(logRequests(log), readOn(settings), guardHost(settings), guardOrigin);
  const forCustomers = guardToken(settings);
  app.use('/api/*', keepPrivate, (c, next) => (isOfRuns(c.req.path) ? next() : forCustomers(c, next)));
  addPageRoutes(app, { title: TITLE });
  // FastAPI answers no HEAD; ours would run a whole query for nothing.
  app.use(async (c, next) => (c.req.method === 'HEAD' ? noSuchRoute(c.req.raw, app) : await next()));
  if (desk !== undefined) addDeskRoutes(app, desk);
  addServiceRoutes(app, options);
  const bounded = { ...options, ...openBounds(options) };
  addCustomerRoutes(app, bounded);
  addDeduplicationRoutes(app, bounded);
  addSetRoutes(app, bounded);
  addUploadRoutes(app, bounded);
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: TITLE, version: VERSION, description: INTRODUCTION },
    security: needsToken(settings) ? [{ token: [] }] : [],
  });
  app.notFound((c) => noSuchRoute(c.req.raw, app));
  app.onError(async (error, c) => {
    const told = isOfCustomers(c.req.path) ? null : await answerRunsError(c, error);
    return told ?? answerError(error, log);
  });
  return app;
}

/** Runs: for people who are logged in. */
function addDeskRoutes(app: OpenAPIHono, desk: Desk): void {
  addAssetRoutes(app);
  addLoginRoutes(app, desk);
  addStartRoutes(app, desk);
  addRunRoutes(app, desk);
  addStopRoutes(app, desk);
  addPairRoutes(app, desk);
  addRedirectRoutes(app, desk);
  addPlanRoutes(app, desk);
  addPlanPages(app, desk);
  const review = openReviewDesk(desk);
  addQueueRoutes(app, review);
  addClusterRoutes(app, review);
  addLookRoutes(app, review);
  addClusterLists(app, review);
  addDecisionRoutes(app, review);
  const hub = openStatusHub(desk);
  addRunPages(app, desk, hub);
  addEventRoutes(app, desk, hub);
  addListPages(app, desk);
  addPairPages(app, desk);
  const { registerComponent } = app.openAPIRegistry;
  const register = registerComponent.bind(app.openAPIRegistry, 'securitySchemes');
  register('person', { type: 'http', scheme: 'bearer', description: 'A token of a line of API_TOKENS_FILE' });
  register('session', { type: 'apiKey', in: 'cookie', name: 'dedupe-session-PORT', description: 'A login at /login' });
}

/** Their errors are in FastAPI's words, and those of what only programs ask for. */
function isOfCustomers(path: string): boolean {
  return ['/api/', '/health', '/hooks/'].some((start) => path.startsWith(start)) && !isOfRuns(path);
}

/** What all clients together may keep of us. */
function openBounds({ store, settings }: ApiOptions): Pick<RouteOptions, 'places' | 'holdBody' | 'json'> {
  const { bounds, uploadLimit } = settings;
  const retryMs = bounds.withinMs;
  const count = store.streams.options.max;
  return {
    places: openPlaces({ count, perClient: Math.max(1, Math.floor(PER_CLIENT * count)), retryMs }),
    holdBody: openBodies({ most: Math.max(bounds.bodyBytes, uploadLimit), retryMs }),
    json: openJsonReader(bounds),
  };
}

function answerError(error: Error, log: Logger): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (isDatabaseAway(error)) return detail(503, 'The database cannot be reached: try again later');
  // Its name and code alone: what a database says of a failed query may quote a record.
  log.error({ error: error.name, code: 'code' in error ? String(error.code) : undefined }, 'A request failed');
  return detail(500, 'Internal Server Error');
}
