import type { Answered } from '../budget.ts';
import type { MergeConnection, MergeOutcome } from '../crm.ts';
import type { SingleUseClient } from '../http/single-use-client.ts';
import { contactDisplayId } from './ids.ts';
import { type MergeRequest, sendMerge } from './send-merge.ts';

/**
 * The one use of an open connection. `send` throws (before anything happens) when it is called twice, or for a pair that
 * is not two contacts; it never rejects.
 */
export function mergeConnection(options: {
  connection: SingleUseClient;
  headers: Record<string, string>;
  answered: Answered;
  /** The CRM asked everybody to wait. */
  onRateLimited: (retryAfterMs: number) => Promise<void>;
}): MergeConnection {
  const { connection, headers, answered, onRateLimited } = options;
  let used = false;

  async function sendOnce(request: MergeRequest): Promise<MergeOutcome> {
    const outcome = await sendMerge({ connection, headers, request });
    connection.destroy();
    const isLimited = outcome.kind === 'not-sent' && outcome.why === 'rate-limited';
    // The outcome stands even when the budget's store is down.
    await answered().catch(() => {});
    if (isLimited) await onRateLimited(outcome.retryAfterMs).catch(() => {});
    return outcome;
  }

  return {
    send: (request) => {
      if (used) throw new Error('Cannot send twice on one merge connection');
      checkPair(request);
      used = true;
      return sendOnce(request);
    },
    close: async () => {
      connection.destroy();
      if (!used) await answered().catch(() => {});
    },
  };
}

function checkPair({ primary, duplicate }: MergeRequest): void {
  const ids = [contactDisplayId(primary), contactDisplayId(duplicate)];
  if (ids.includes(null)) throw new Error('Cannot merge: an id is not a contact id');
  if (ids[0] === ids[1]) throw new Error('Cannot merge a contact into itself');
}
