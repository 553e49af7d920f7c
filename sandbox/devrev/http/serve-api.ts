import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Delivery, deliver, send } from '../../kit/deliver.ts';
import { readBody } from '../../kit/read-body.ts';
import type { Core } from '../core.ts';
import { answerApi } from './answer-api.ts';
import { withErrorBody } from './error-body.ts';
import { ApiError } from './problems.ts';

/** One request to the API, from its arrival to whatever becomes of its answer. */
export async function serveApi({
  core,
  req,
  res,
}: {
  core: Core;
  req: IncomingMessage;
  res: ServerResponse;
}): Promise<void> {
  const url = new URL(req.url ?? '/', core.origins.api);
  const entry = core.requests.open({ method: req.method ?? '', path: url.pathname.slice(1), socket: req.socket });
  res.setHeader('X-Request-Id', entry.requestId);
  const body = await readBody(req);
  const delivery = await refusalAsReply(() => answerApi({ core, req, res, url, body, entry }));
  deliver({ res, delivery: withErrorBody({ delivery, style: core.settings.errorBodies }), entry });
}

/** Turns a thrown refusal into the answer that it carries. */
export async function refusalAsReply(answer: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ApiError) return send(error.reply);
    throw error;
  }
}
