import type { CallOptions, CrmAttachment, CrmMessage, Page } from '../crm.ts';
import { statusError } from './failures.ts';
import { parseAnswer } from './json.ts';
import { type Artifact, timelinePage } from './schemas.ts';
import type { Transport } from './transport.ts';

/** One page of the timeline of a ticket or a conversation, oldest cursor first. Private entries of other people are not in it. Throws CrmError. */
export async function listMessages(options: {
  transport: Transport;
  pageLimit: number;
  /** `object`: any object that has a timeline. */
  request: { object: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmMessage>> {
  const call = 'POST timeline-entries.list';
  const { object, cursor } = options.request;
  const filter = { object, limit: options.pageLimit };
  const body = cursor === null ? filter : { ...filter, cursor };
  const answer = await options.transport.post('timeline-entries.list', body, options.call);
  if (answer.status !== 200) throw statusError(call, answer);
  const page = parseAnswer({ call, status: 200, body: answer.body, schema: timelinePage });
  const items = page.timeline_entries.map(({ id, visibility, artifacts }) => ({
    id,
    isPrivate: visibility === 'private',
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
