import type { CallOptions, Crm, CrmAttachment, CrmMessage, Page } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { threadPaths } from '../../store/backups/layout.ts';
import { retryRead } from '../retry-reads.ts';
import { backUpFiles } from './back-up-files.ts';
import { joinPages } from './join-pages.ts';

/** What was written on a ticket, in a conversation, … */
export interface Thread {
  displayId: string;
  /** Files that it names itself. */
  attachments: CrmAttachment[];
  page(cursor: string | null): Promise<Page<CrmMessage>>;
}

/** One thread and its attachments; the messages last, as the sign that all is there. */
export async function backUpThread(request: {
  crm: Crm;
  backup: OpenBackup;
  thread: Thread;
  options: CallOptions;
}): Promise<void> {
  const { crm, backup, thread, options } = request;
  const paths = threadPaths(thread.displayId);
  const isAdopted = await backup.adopt(paths.prefix, paths.messages);
  await backUpFiles({ crm, backup, paths, attachments: thread.attachments, options });
  if (isAdopted) return;
  let privates = 0;
  const pages = pagesOf(thread, async (message) => {
    if (message.isPrivate) privates += 1;
    await backUpFiles({ crm, backup, paths, attachments: message.attachments, options });
  });
  await backup.write(paths.messages, joinPages([['messages', pages]]), () => ({ private_messages: privates }));
}

/** The bodies of its pages, as soon as all that they hold has been taken care of. */
async function* pagesOf(thread: Thread, take: (message: CrmMessage) => Promise<void>): AsyncGenerator<Uint8Array> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: Page<CrmMessage> = await retryRead(() => thread.page(cursor));
    for (const message of page.items) {
      if (seen.has(message.id))
        throw new CrmError({ kind: 'bad-answer', message: 'Timeline changed while it was read' });
      seen.add(message.id);
      await take(message);
    }
    yield page.raw;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
