import type { Crm } from '../crm.ts';
import { singleUseClient } from '../http/single-use-client.ts';
import { listCustomFields } from './custom-fields.ts';
import { DEVREV, DEVREV_BETA } from './description.ts';
import { createDownloads } from './download.ts';
import { digestWithout, fieldsDigest } from './fields-digest.ts';
import { requestHeaders } from './headers.ts';
import { identify } from './identify.ts';
import { mergeConnection } from './merge-connection.ts';
import { openMergeSocket } from './merge-socket.ts';
import { mergeable } from './mergeable.ts';
import { ownLists } from './own/own-lists.ts';
import { readContact } from './read-contact.ts';
import { listMessages } from './relations/messages.ts';
import { devrevRelations } from './relations/relations.ts';
import { devrevRestoring } from './restoring/restoring.ts';
import { type DevrevOptions, devrevSettings } from './settings.ts';
import { createTransport } from './transport.ts';
import { updateContact } from './update-contact.ts';

/**
 * DevRev's public API over HTTP. Nothing is ever retried here: whoever calls owns that.
 * Throws CrmError `invalid` for a base URL that is not usable. All methods throw CrmError, or the reason of the caller's
 * signal when that aborted.
 */
export function createDevrevCrm(options: DevrevOptions): Crm {
  const settings = devrevSettings(options);
  const { budget, pageLimit, beta } = settings;
  const transport = createTransport(settings);
  const downloads = createDownloads(settings, transport);
  return {
    name: 'devrev',
    description: beta ? DEVREV_BETA : DEVREV,
    pageLimit,
    relations: devrevRelations(transport, settings),
    ownLists: beta ? ownLists(transport, pageLimit) : [],
    listComments: ({ contact, cursor }, call) =>
      listMessages({ transport, pageLimit, request: { object: contact, cursor }, call, ownRefusals: true }),
    identify: (call) => identify(transport, call),
    readContact: (id, call) => readContact(transport, id, call),
    listCustomFields: ({ cursor }, call) => listCustomFields({ transport, pageLimit, cursor, call }),
    digest: fieldsDigest,
    digestWithout,
    mergeable,
    downloadAttachment: (attachment, write, call) => downloads.download(attachment, write, call),
    updateContact: (id, change, call) => updateContact(transport, { id, ...change }, call),
    restoring: devrevRestoring(transport, pageLimit),
    openMerge: async (call) => {
      const answered = await budget.acquire(call);
      const headers = requestHeaders(settings);
      const socket = await openMergeSocket(settings, call?.signal).catch(async (error) => {
        await answered();
        throw error;
      });
      const connection = singleUseClient(settings.origin, socket);
      return mergeConnection({ connection, headers, answered, onRateLimited: (ms) => budget.backOff(ms) });
    },
    close: async () => {
      await Promise.all([transport.close(), downloads.close()]);
    },
  };
}
