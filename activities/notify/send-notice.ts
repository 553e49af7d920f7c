import { Client } from 'undici';
import type { NotifySettings } from '../../config/notify-settings.ts';
import type { Notice } from '../../store/nights/try-notice.ts';
import { signedNotice } from './notice-body.ts';

/** With all that belongs to it. Less than a transaction may stand idle: one is open meanwhile. */
const LONGEST_MS = 8_000;
/** More than any answer that we wait for the end of. */
const MOST_BYTES = 64 * 1024;

/**
 * Posts a notice once: no redirect is followed, and nothing is tried again here. Null where it was taken (2xx), else a code: `HTTP 500`,
 * `ECONNREFUSED`, `timeout`.
 */
export async function sendNotice(
  notice: Notice,
  settings: NotifySettings,
  { longestMs = LONGEST_MS }: { longestMs?: number } = {},
): Promise<string | null> {
  const { origin, pathname, search } = new URL(settings.url.reveal());
  const client = new Client(origin);
  try {
    const { statusCode, body } = await client.request({
      method: 'POST',
      path: `${pathname}${search}`,
      ...signedNotice(notice, settings, Date.now()),
      signal: AbortSignal.timeout(longestMs),
    });
    await body.dump({ limit: MOST_BYTES });
    return statusCode >= 200 && statusCode < 300 ? null : `HTTP ${statusCode}`;
  } catch (error) {
    return codeOf(error);
  } finally {
    await client.destroy().catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  return 'code' in error ? String(error.code) : error.name;
}
