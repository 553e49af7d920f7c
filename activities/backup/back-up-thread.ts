import type { CallOptions, Crm, CrmMessage, Page } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { safeName } from '../../store/backups/name.ts';
import type { BackupWriter } from '../../store/backups/writer.ts';
import { patiently } from '../calling.ts';
import { joinPages } from './join-pages.ts';

/** What was written on a ticket or in a conversation. */
export interface Thread {
  displayId: string;
  page(cursor: string | null): Promise<Page<CrmMessage>>;
}

/** One thread and its attachments under `conversations/<ticket or conversation>/`; `messages.json` last, as the sign that all is there. */
export async function backUpThread(request: {
  crm: Crm;
  writer: BackupWriter;
  thread: Thread;
  options: CallOptions;
}): Promise<void> {
  const { crm, writer, thread, options } = request;
  const folder = `conversations/${safeName(thread.displayId)}`;
  if (await writer.adopt(`${folder}/`, `${folder}/messages.json`)) return;
  const pages: Uint8Array[] = [];
  const seen = new Set<string>();
  let privates = 0;
  let cursor: string | null = null;
  do {
    const page = await patiently(() => thread.page(cursor));
    pages.push(page.raw);
    for (const message of page.items) {
      if (seen.has(message.id))
        throw new CrmError({ kind: 'bad-answer', message: 'Timeline changed while it was read' });
      seen.add(message.id);
      if (message.isPrivate) privates += 1;
      for (const attachment of message.attachments) {
        const path = `${folder}/attachments/${safeName(attachment.id.split('/').at(-1) ?? '')}_${safeName(attachment.name)}`;
        await patiently(() => writer.write(path, (chunk) => crm.downloadAttachment(attachment, chunk, options)));
      }
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  await writer.write(`${folder}/messages.json`, joinPages([['messages', pages]]), { private_messages: privates });
}
