import type { CallOptions, CrmAttachment, CrmMessage, Page } from '../crm.ts';
import { statusError } from './failures.ts';
import { parseAnswer } from './json.ts';
import { type Artifact, timelinePage } from './schemas.ts';
import type { Transport } from './transport.ts';

/** One page of a ticket's timeline, oldest cursor first. Private entries of other people are not in it. Throws CrmError. */
export async function listMessages(options: {
  transport: Transport;
  pageLimit: number;
  request: { ticket: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmMessage>> {
  const call = 'POST timeline-entries.list';
  const { ticket, cursor } = options.request;
  const filter = { object: ticket, limit: options.pageLimit };
  const body = cursor === null ? filter : { ...filter, cursor };
  const answer = await options.transport.post('timeline-entries.list', body, options.call);
  if (answer.status !== 200) throw statusError(call, answer);
  const page = parseAnswer({ call, status: 200, body: answer.body, schema: timelinePage });
  const items = page.timeline_entries.map(({ id, artifacts }) => ({
    id,
    attachments: (artifacts ?? []).map(attachmentOf),
  }));
  return { items, nextCursor: page.next_cursor || null, raw: answer.body };
}

function attachmentOf({ id, display_id, file }: Artifact): CrmAttachment {
  return {
    id,
    name: file?.name || display_id || id,
    type: file?.type || 'application/octet-stream',
    size: file?.size ?? -1,
  };
}
