import { CrmError } from '../errors.ts';
import type { DevrevSettings } from './settings.ts';

const TOKEN = /^[\x21-\x7e]+$/;

/** What asks for endpoints and fields that are in beta. */
const BETA = { 'x-devrev-scope': 'beta' };

/** Headers of every DevRev call; `beta`: of one that asks for what is in beta. Throws CrmError `unauthorized` for a token that no header can carry; it is never quoted. */
export function requestHeaders(settings: DevrevSettings, { beta = false } = {}): Record<string, string> {
  const token = settings.token();
  if (!TOKEN.test(token)) {
    throw new CrmError({
      kind: 'unauthorized',
      message: 'DevRev token is empty or holds characters that no token has',
    });
  }
  return {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'contact-dedupe',
    ...(settings.apiVersion === null ? {} : { 'x-devrev-version': settings.apiVersion }),
    ...(beta ? BETA : {}),
  };
}
