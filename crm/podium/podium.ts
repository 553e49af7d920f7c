import type { Crm } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { contactDigest, digestWithout } from './contact-digest.ts';
import { conversationsOf } from './conversations.ts';
import { PODIUM } from './description.ts';
import { identify } from './identify.ts';
import { listContacts } from './list-contacts.ts';
import { listLocations } from './locations.ts';
import { readContact } from './read-contact.ts';
import { podiumRestoring } from './restoring/restoring.ts';
import type { PodiumSettings } from './settings.ts';
import { createTransport } from './transport.ts';
import { podiumCarrying } from './writing/carrying.ts';
import { openMerge } from './writing/open-merge.ts';

/** Podium's public API. Nothing is ever retried here. All methods throw CrmError, or the reason of the caller's signal. */
export function createPodiumCrm(settings: PodiumSettings): Crm {
  const { pageLimit } = settings;
  const transport = createTransport(settings);
  return {
    name: 'podium',
    description: PODIUM,
    pageLimit,
    relations: [],
    ownLists: [conversationsOf({ transport, settings })],
    base: {
      listContacts: (request, call) => listContacts({ transport, pageLimit, ...request, call }),
      listLocations: (call) => listLocations(transport, call),
    },
    identify: (call) => identify(transport, settings, call),
    readContact: (uid, options) => readContact({ transport, settings, uid, options }),
    digest: contactDigest,
    digestWithout,
    mergeable: () => null,
    downloadAttachment: () => Promise.reject(cannot('has no attachments here')),
    version: settings.version,
    carrying: podiumCarrying(transport),
    restoring: podiumRestoring(transport, settings),
    openMerge: (options) => openMerge({ settings, transport, options }),
    close: () => transport.close(),
  };
}

function cannot(what: string): CrmError {
  return new CrmError({ kind: 'invalid', message: `Podium ${what}` });
}
