import type { CallOptions, CrmMessage, Page } from '../../crm.ts';
import { artifactsIn } from '../artifacts-in.ts';
import { listPage } from '../list-page.ts';
import { timelinePage } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** One page of the timeline of a ticket, a conversation or a contact, oldest cursor first. Private entries of other people are not in it. Throws CrmError. */
export async function listMessages(options: {
  transport: Transport;
  pageLimit: number;
  /** `object`: any object that has a timeline. */
  request: { object: string; cursor: string | null };
  call: CallOptions | undefined;
  ownRefusals?: boolean;
}): Promise<Page<CrmMessage>> {
  const { object, cursor } = options.request;
  const path = 'timeline-entries.list';
  const { page, ...rest } = await listPage({ ...options, path, filter: { object }, cursor, schema: timelinePage });
  const items = page.timeline_entries.map((entry) => ({
    id: entry.id,
    isPrivate: entry.visibility === 'private',
    isComment: entry.type !== 'timeline_change_event',
    attachments: artifactsIn(entry),
  }));
  return { items, ...rest };
}
