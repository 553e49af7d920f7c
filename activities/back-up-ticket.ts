import type { CallOptions, Crm, CrmTicket } from '../crm/crm.ts';
import { CrmError } from '../crm/errors.ts';
import { safeName } from '../store/backup-name.ts';
import type { BackupWriter } from '../store/backup-writer.ts';
import { patiently } from './calling.ts';
import { joinPages } from './join-pages.ts';

/** One ticket's timeline and attachments under `conversations/<ticket>/`; `messages.json` last, as the sign that all is there. */
export async function backUpTicket(request: {
  crm: Crm;
  writer: BackupWriter;
  ticket: CrmTicket;
  options: CallOptions;
}): Promise<void> {
  const { crm, writer, ticket, options } = request;
  const folder = `conversations/${safeName(ticket.displayId)}`;
  if (await writer.adopt(`${folder}/`, `${folder}/messages.json`)) return;
  const pages: Uint8Array[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await patiently(() => crm.listMessages({ ticket: ticket.id, cursor }, options));
    pages.push(page.raw);
    for (const message of page.items) {
      if (seen.has(message.id))
        throw new CrmError({ kind: 'bad-answer', message: 'Timeline changed while it was read' });
      seen.add(message.id);
      for (const attachment of message.attachments) {
        const path = `${folder}/attachments/${safeName(attachment.id.split('/').at(-1) ?? '')}_${safeName(attachment.name)}`;
        await patiently(() => writer.write(path, (chunk) => crm.downloadAttachment(attachment, chunk, options)));
      }
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  await writer.write(`${folder}/messages.json`, joinPages([['messages', pages]]));
}
