import { Agent, request } from 'undici';
import type { CallOptions, CrmAttachment } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { startDeadline } from '../http/deadline.ts';
import { networkError, statusError } from '../http/failures.ts';
import { badAnswer, parseAnswer } from '../http/json.ts';
import { guardedLookup, isHostAllowed, isLoopbackHost, type Network } from '../http/network.ts';
import { locateAnswer } from './schemas.ts';
import type { DevrevSettings } from './settings.ts';
import type { Transport } from './transport.ts';

const CALL = 'GET attachment';

/** What storage services answer to a signed URL whose time is over. */
const EXPIRED = [400, 401, 403, 410];

type Write = (chunk: Uint8Array) => Promise<void>;

export interface Downloads {
  /** As `Crm.downloadAttachment`. Throws CrmError; errors of `write` pass through as they are. */
  download(attachment: CrmAttachment, write: Write, options?: CallOptions): Promise<number>;
  close(): Promise<void>;
}

/**
 * Attachments lie on another origin behind a short-lived signed URL (`artifacts.locate` tells it).
 * That origin gets neither our token nor any DevRev header, costs no call of the budget and is never followed elsewhere.
 */
export function createDownloads(settings: DevrevSettings, transport: Transport): Downloads {
  const { network, timeoutMs, attachmentTimeoutMs, maxAttachmentBytes: cap } = settings;
  const connect = { lookup: guardedLookup(network), timeout: timeoutMs };
  const agent = new Agent({ connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  let closing: Promise<void> | null = null;

  async function download(attachment: CrmAttachment, write: Write, options?: CallOptions): Promise<number> {
    if (attachment.size > cap) throw tooLarge(cap);
    const count = (await attempt(attachment, write, options)) ?? (await attempt(attachment, write, options));
    // Not `forbidden`: that would blame our token, which this origin never sees.
    if (count === null) throw badAnswer({ call: CALL, status: 403, problem: 'refuses a URL located just now' });
    return count;
  }

  /** Null when the URL was refused before a byte was written. */
  async function attempt(attachment: CrmAttachment, write: Write, options?: CallOptions): Promise<number | null> {
    const url = attachmentUrl(await locateArtifact(transport, attachment.id, options), network);
    const deadline = startDeadline({ ms: attachmentTimeoutMs, signal: options?.signal });
    const writeErrors: unknown[] = [];
    const save: Write = (chunk) =>
      write(chunk).catch((error) => {
        writeErrors.push(error);
        throw error;
      });
    try {
      const { statusCode: status, headers, body } = await request(url, { dispatcher: agent, signal: deadline.signal });
      if (status === 200) return await copy({ body, size: attachment.size, cap, write: save });
      body.on('error', () => {}).destroy();
      if (EXPIRED.includes(status)) return null;
      throw statusError(CALL, { status, headers, body: new Uint8Array() });
    } catch (error) {
      if (writeErrors.length > 0) throw writeErrors[0];
      if (error instanceof CrmError) throw error;
      if (options?.signal?.aborted && !deadline.expired()) throw options.signal.reason;
      throw networkError({ call: CALL, error, expired: deadline.expired() });
    } finally {
      deadline.end();
    }
  }

  return {
    download,
    close: () => {
      closing ??= agent.close();
      return closing;
    },
  };
}

/** `size` is -1 when none was declared: then the end of the body is HTTP's own word (Content-Length or the last chunk). */
async function copy(options: {
  body: AsyncIterable<Uint8Array>;
  size: number;
  cap: number;
  write: Write;
}): Promise<number> {
  const { body, size, cap, write } = options;
  let count = 0;
  for await (const chunk of body) {
    count += chunk.byteLength;
    if (size >= 0 && count > size) throw wrongSize(size, 'more');
    if (count > cap) throw tooLarge(cap);
    await write(chunk);
  }
  if (size >= 0 && count < size) throw wrongSize(size, `${count}`);
  return count;
}

function wrongSize(size: number, got: string): CrmError {
  return badAnswer({ call: CALL, status: 200, problem: `has ${got} bytes instead of the declared ${size}` });
}

function tooLarge(cap: number): CrmError {
  return new CrmError({ kind: 'invalid', message: `${CALL}: larger than ${cap} bytes` });
}

/** The signed URL of an attachment, valid for a short time. It is a secret while it lives: never log it. Throws CrmError. */
async function locateArtifact(transport: Transport, id: string, options?: CallOptions): Promise<string> {
  const call = 'POST artifacts.locate';
  const answer = await transport.post('artifacts.locate', { id }, options);
  if (answer.status !== 200) throw statusError(call, answer);
  return parseAnswer({ call, status: 200, body: answer.body, schema: locateAnswer }).url;
}

/**
 * Checks a URL that the CRM told us to fetch (server-side request forgery): https, no credentials, no address outside `network`.
 * Names are judged again when they resolve (`guardedLookup`). Throws CrmError `invalid`, which quotes nothing of the URL.
 */
function attachmentUrl(text: string, network: Network): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused('it is not a URL');
  if (url.username !== '' || url.password !== '') throw refused('it holds credentials');
  if (url.protocol !== 'https:' && !isPlainAllowed(url, network)) throw refused('it is not https');
  if (!isHostAllowed(url.hostname, network)) throw refused('its address is not allowed');
  return url;
}

function isPlainAllowed(url: URL, network: Network): boolean {
  if (url.protocol !== 'http:') return false;
  return network === 'private' || (network === 'loopback' && isLoopbackHost(url.hostname));
}

function refused(reason: string): CrmError {
  return new CrmError({ kind: 'invalid', message: `GET attachment: URL refused, ${reason}` });
}
