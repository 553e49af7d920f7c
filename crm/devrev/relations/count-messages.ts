import type { CallOptions } from '../../crm.ts';
import { type PageBefore, pageBefore } from '../list-page.ts';
import { type TimelineEnd, timelineEnd } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/**
 * How many messages were written on an object since then; null where DevRev shows us no timeline of it. Read from the end, because a long thread has
 * many pages. Throws CrmError.
 */
export async function countMessages(options: {
  transport: Transport;
  pageLimit: number;
  request: { object: string; since: string };
  call: CallOptions | undefined;
}): Promise<number | null> {
  const { request, ...list } = options;
  const { object, since } = request;
  const path = 'timeline-entries.list';
  const earliest = Date.parse(since);
  let count = 0;
  let cursor: string | null = null;
  do {
    const before: PageBefore<TimelineEnd> | null = await pageBefore({
      ...list,
      path,
      filter: { object },
      cursor,
      schema: timelineEnd,
    });
    if (before === null) return null;
    const entries: TimelineEnd['timeline_entries'] = before.page.timeline_entries;
    const recent = entries.filter(({ created_date }) => Date.parse(created_date ?? '') >= earliest);
    count += recent.filter(({ type }) => type !== 'timeline_change_event').length;
    cursor = recent.length < entries.length ? null : before.earlier;
  } while (cursor !== null);
  return count;
}
