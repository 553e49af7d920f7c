import type { CallOptions, CrmAttachment, CrmMessage, Page } from '../../crm.ts';
import { listPage } from '../list-page.ts';
import { type Artifact, timelinePage } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** One page of the timeline of a ticket or a conversation, oldest cursor first. Private entries of other people are not in it. Throws CrmError. */
export async function listMessages(options: {
  transport: Transport;
  pageLimit: number;
  /** `object`: any object that has a timeline. */
  request: { object: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmMessage>> {
  const { object, cursor } = options.request;
  const path = 'timeline-entries.list';
  const { page, ...rest } = await listPage({ ...options, path, filter: { object }, cursor, schema: timelinePage });
  const items = page.timeline_entries.map(({ id, visibility, artifacts }) => ({
    id,
    isPrivate: visibility === 'private',
    attachments: (artifacts ?? []).map(attachmentOf),
  }));
  return { items, ...rest };
}

function attachmentOf({ id, display_id, file }: Artifact): CrmAttachment {
  return {
    id,
    name: file?.name || display_id || id,
    type: file?.type || 'application/octet-stream',
    size: file?.size ?? -1,
  };
}
