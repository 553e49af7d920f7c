import type { CallOptions, Crm, CrmAttachment } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import type { ThreadPaths } from '../../store/backups/layout.ts';
import { retryRead } from '../retry-reads.ts';

/** Downloads files to where their thread stands. One that several entries name is fetched once. */
export async function backUpFiles(request: {
  crm: Crm;
  backup: OpenBackup;
  paths: ThreadPaths;
  attachments: readonly CrmAttachment[];
  options: CallOptions;
}): Promise<void> {
  const { crm, backup, paths, attachments, options } = request;
  for (const attachment of attachments) {
    const path = paths.attachment(attachment);
    if (await backup.has(path)) continue;
    await retryRead(() => backup.write(path, (chunk) => crm.downloadAttachment(attachment, chunk, options)));
  }
}
