import type { CallOptions, Crm } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { backUpThread, type Thread } from './back-up-thread.ts';
import type { RelatedThing } from './distinct-things.ts';

/** Who has lost the backup to another attempt stops soon: until then it only writes into a place of its own. */
const ASK_AGAIN_MS = 500;

/** Messages and attachments of these things, one thread at a time. */
export async function backUpThreads(
  crm: Crm,
  request: {
    backup: OpenBackup;
    things: RelatedThing[];
    beat: (details: unknown) => void;
    options: CallOptions;
  },
): Promise<void> {
  const { backup, things, beat, options } = request;
  let asked = performance.now();
  for (const [index, { relation, thing }] of things.entries()) {
    beat({ step: 'messages', done: index, of: things.length });
    if (performance.now() - asked > ASK_AGAIN_MS) {
      await backup.assertOwner();
      asked = performance.now();
    }
    const thread: Thread = {
      displayId: thing.displayId,
      attachments: thing.attachments,
      page: (cursor) => relation.listMessages({ thing: thing.id, cursor }, options),
    };
    await backUpThread({ crm, backup, thread, options });
  }
}

/** What `verification.json` says of entries that only some people may see. How many others have, nobody tells us. */
export async function privateFacts(
  backup: OpenBackup,
): Promise<{ private_messages: { backed_up: number; of_others: string } }> {
  return { private_messages: { backed_up: await backup.privateMessages(), of_others: PRIVATE_OF_OTHERS } };
}

const PRIVATE_OF_OTHERS = 'cannot be seen by this token, so they are neither counted nor in this backup';
