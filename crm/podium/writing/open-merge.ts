import type { IncomingHttpHeaders } from 'node:http';
import type { ProvenMerge } from '../../connector.ts';
import type { CallOptions, MergeConnection, MergeOutcome } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import { jsonObject } from '../../http/json.ts';
import { openSocket } from '../../http/open-socket.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { type OneRequest, sendOnce } from '../../http/send-once.ts';
import { singleUseClient } from '../../http/single-use-client.ts';
import { refusal } from '../schemas.ts';
import type { PodiumSettings } from '../settings.ts';
import { requestHeaders, type Transport } from '../transport.ts';
import { contactPath } from './paths.ts';

type Sending = Parameters<MergeConnection['send']>[0];

/**
 * A connection of its own for the one request that takes the duplicate away: its own DELETE, or the merge that only the source knows, as
 * was proven for this organization by this version of the API. Throws CrmError `invalid` where nothing was: nothing is sent then.
 */
export async function openMerge(request: {
  settings: PodiumSettings;
  transport: Pick<Transport, 'access'>;
  options: CallOptions | undefined;
}): Promise<MergeConnection> {
  const { settings, transport, options } = request;
  const { origin, timeoutMs, version, budget } = settings;
  const org = transport.access.organization();
  const proven = org === null ? null : ((await settings.proven?.({ org, version })) ?? null);
  if (proven === null)
    throw new CrmError({ kind: 'invalid', message: 'Podium: no merge was proven for this organization' });
  const token = await transport.access.token();
  const answered = await budget.acquire(options);
  const socket = await openSocket(
    { origin, timeoutMs, call: 'DELETE /v4/contacts/{identifier}' },
    options?.signal,
  ).catch(async (error) => {
    await answered();
    throw error;
  });
  const connection = singleUseClient(origin, socket);
  let used = false;
  return {
    send: async (sending) => {
      if (used) throw new Error('Cannot send twice on one merge connection');
      const one = requestOf(proven, sending);
      used = true;
      const headers = { accept: 'application/json', 'user-agent': 'contact-dedupe', ...requestHeaders(token, version) };
      const { timeoutMs: answerMs, mayWrite } = sending;
      const whole = { ...one, headers: { ...headers, ...one.headers }, timeoutMs: answerMs, mayWrite, outcomeOf };
      const outcome = await sendOnce(connection, whole);
      connection.destroy();
      // The outcome stands even when the budget's store is down.
      await answered().catch(() => {});
      if (outcome.kind === 'not-sent' && outcome.why === 'rate-limited') {
        await budget.backOff(outcome.retryAfterMs).catch(() => {});
      }
      return outcome;
    },
    close: async () => {
      connection.destroy();
      if (!used) await answered().catch(() => {});
    },
  };
}

/** Throws where a contact has no address of its own: by anything else another one may be meant. */
function requestOf(
  { kind }: ProvenMerge,
  { primary, duplicate, addresses }: Sending,
): Pick<OneRequest, 'method' | 'path' | 'body' | 'headers'> {
  if (addresses === undefined) throw new Error('Cannot merge: the contacts have no addresses of their own');
  if (primary === duplicate || addresses.primary === addresses.duplicate) {
    throw new Error('Cannot merge a contact into itself');
  }
  for (const address of [addresses.primary, addresses.duplicate]) {
    if (/^\+|^[\d\s().-]{0,20}$/.test(address)) throw new Error('Cannot merge: a phone is nobody’s own address');
  }
  if (kind === 'emulated') return { method: 'DELETE', path: contactPath(addresses.duplicate), headers: {} };
  return {
    method: 'POST',
    path: `${contactPath(addresses.primary)}/merge`,
    body: JSON.stringify({ duplicate_uids: [duplicate] }),
    headers: { 'content-type': 'application/json' },
  };
}

/** Podium's own 429, 401 and 403 prove that it was not taken; any other answer proves nothing and is found out by reading. */
function outcomeOf(answer: { status: number; headers: IncomingHttpHeaders; body: Uint8Array }): MergeOutcome {
  const { status } = answer;
  if (status === 401 || status === 403) return { kind: 'not-sent', why: 'unauthorized', status };
  const own = refusal.safeParse(jsonObject(answer.body)).success;
  if (status === 429 && own) return { kind: 'not-sent', why: 'rate-limited', retryAfterMs: retryAfterMs(answer) };
  return { kind: 'answered', status };
}
