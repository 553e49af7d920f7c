import { CrmError } from '../errors.ts';
import { isHostAllowed, isLoopbackHost, type Network } from '../http/network.ts';

/**
 * Checks a URL that the CRM told us to fetch (server-side request forgery): https, no credentials, no address outside `network`.
 * Names are judged again when they resolve (`guardedLookup`). Throws CrmError `invalid`, which quotes nothing of the URL.
 */
export function attachmentUrl(text: string, network: Network): URL {
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
