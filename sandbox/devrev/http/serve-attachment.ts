import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Delivery, deliver } from '../../kit/deliver.ts';
import type { RequestEntry } from '../../kit/request-log.ts';
import type { Core } from '../core.ts';
import { attachmentBytes } from './attachment-bytes.ts';
import { openAttachmentUrl } from './attachment-url.ts';
import { perform } from './perform.ts';
import { badRequest, forbidden, methodNotAllowed, notFound } from './problems.ts';
import type { Outcome } from './route.ts';
import { refusalAsReply } from './serve-api.ts';

/** The other origin: storage that knows pre-signed URLs and nothing of DevRev's tokens. */
export async function serveAttachment(options: {
  core: Core;
  req: IncomingMessage;
  res: ServerResponse;
}): Promise<void> {
  const { core, req, res } = options;
  const entry = core.requests.open({ method: req.method ?? '', path: 'attachment', socket: req.socket });
  deliver({ res, delivery: await refusalAsReply(() => answer({ core, req, entry })), entry });
}

async function answer(options: { core: Core; req: IncomingMessage; entry: RequestEntry }): Promise<Delivery> {
  const { core, req, entry } = options;
  const url = new URL(req.url ?? '/', core.origins.attachments);
  entry.subjects = [url.pathname.replace('/artifact/', '')];
  if (req.headers.authorization !== undefined) throw badRequest('Only one auth mechanism allowed');
  if (req.method !== 'GET') throw methodNotAllowed();
  const id = openAttachmentUrl({ url, secret: core.secret, now: Date.now() });
  if (id === null) throw forbidden();

  const { hooks, disturbance } = core.faults.match({ ...entry, canBeStale: false });
  entry.faults = [...hooks.map(({ do: what }) => what.kind), ...(disturbance === null ? [] : [disturbance.do.kind])];
  return perform({ core, requestId: entry.requestId, handle: () => download({ core, id }), hooks, disturbance });
}

function download({ core, id }: { core: Core; id: string }): Outcome {
  const artifact = core.store.artifacts.get(id);
  if (artifact === undefined) throw notFound();
  const headers = { 'Content-Type': artifact.type || 'application/octet-stream' };
  const size = artifact.size + core.settings.attachmentBytesOff;
  return { kind: 'read', reply: { status: 200, headers, body: attachmentBytes({ id, size: Math.max(0, size) }) } };
}
