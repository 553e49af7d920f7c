import type { MergeConnection, MergeOutcome } from '../crm.ts';
import { sendOnce } from '../http/send-once.ts';
import type { SingleUseClient } from '../http/single-use-client.ts';
import { outcomeOfAnswer } from './merge-outcome.ts';

export type MergeRequest = Parameters<MergeConnection['send']>[0];

/** Sends the one merge POST: see `sendOnce`. */
export function sendMerge(options: {
  connection: SingleUseClient;
  headers: Record<string, string>;
  request: MergeRequest;
}): Promise<MergeOutcome> {
  const { connection, headers, request } = options;
  const { timeoutMs, mayWrite } = request;
  const body = JSON.stringify({ primary_user: request.primary, secondary_user: request.duplicate });
  const outcomeOf = outcomeOfAnswer;
  return sendOnce(connection, {
    ...{ method: 'POST', path: '/rev-users.merge', headers, body },
    ...{ timeoutMs, mayWrite, outcomeOf },
  });
}
