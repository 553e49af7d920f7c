import { nameCharacters, unsafeCharacters } from './email-characters.ts';
import { readEmailDomain } from './email-domain.ts';

/** What a text is: an address in its normal form, or why it is none. */
export type EmailReading = { address: string } | { fault: string };

const ATOM = "A-Za-z0-9_!#$%&'*+\\-/=?^`{|}~";
const PLAIN = new RegExp(`^([${ATOM}]+(?:\\.[${ATOM}]+)*)@((?:[A-Za-z0-9]+\\.)+[A-Za-z]{2,63})$`);
const LOCAL = new RegExp(`^[${ATOM}\\u{80}-\\u{10FFFF}]+(?:\\.[${ATOM}\\u{80}-\\u{10FFFF}]+)*$`, 'u');
const LOCAL_CHARACTER = new RegExp(`^[.${ATOM}\\u{80}-\\u{10FFFF}]$`, 'u');
/** `Ada Example <ada@example.com>`, or quoted, or without a name. */
const NAMED = /^(?:[\p{L}\p{M}\p{N}_!#$%&'*+\-/=?^`{|}~\s]*|"[^"]+"\s*)<([^<>]+)>$/u;

const LONGEST_TEXT = 2048;
const LONGEST_ADDRESS = 254;
/** Mailboxes that RFC 2142 reads without regard to capitals. */
const ROLES =
  /^(info|marketing|sales|support|abuse|noc|security|postmaster|hostmaster|usenet|news|webmaster|www|uucp|ftp)$/i;

/**
 * Reads an e-mail address as Python's email-validator does without asking the network, with its words: the syntax of RFC 6531
 * without quoting and comments, a domain that may exist. Its domain comes in small letters and in its own script.
 */
export function readEmailAddress(text: string): EmailReading {
  if (text.length > LONGEST_TEXT) return { fault: 'Length must not exceed 2048 characters' };
  const address = unnamed(text);
  const plain = PLAIN.exec(address);
  const parts = plain ? { local: plain[1] ?? '', domain: plain[2] ?? '' } : splitAddress(address);
  if ('fault' in parts) return parts;
  const local = plain ? parts : readLocal(parts.local);
  if ('fault' in local) return local;
  const domain = readEmailDomain(parts.domain);
  if ('fault' in domain) return domain;
  const excess = Buffer.byteLength(address) - LONGEST_ADDRESS;
  if (excess > 0) {
    return { fault: `The email address is too long (${excess} character${excess > 1 ? 's' : ''} too many).` };
  }
  return { address: `${ROLES.test(local.local) ? local.local.toLowerCase() : local.local}@${domain.domain}` };
}

function unnamed(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith('>') ? (NAMED.exec(trimmed)?.[1] ?? trimmed).trim() : trimmed;
}

function splitAddress(address: string): { local: string; domain: string } | { fault: string } {
  if (/^"(?:[^"\\]|\\.)*"@/s.test(address)) {
    return { fault: 'Quoting the part before the @-sign is not allowed here.' };
  }
  const at = address.indexOf('@');
  if (address.slice(0, at === -1 ? undefined : at).includes('<')) {
    return { fault: 'A display name and angle brackets around the email address are not permitted here.' };
  }
  if (at !== -1) return { local: address.slice(0, at), domain: address.slice(at + 1) };
  if (address.includes('＠')) {
    return {
      fault: 'The email address has the "full-width" at-sign (@) character instead of a regular at-sign.',
    };
  }
  if (address.includes('﹫')) {
    return { fault: 'The email address has the "small commercial at" character instead of a regular at-sign.' };
  }
  return { fault: 'An email address must have an @-sign.' };
}

function readLocal(local: string): { local: string } | { fault: string } {
  if (local === '') return { fault: 'There must be something before the @-sign.' };
  if (LOCAL.test(local)) {
    const unsafe = unsafeCharacters(local);
    if (unsafe !== '') return { fault: `The email address contains unsafe characters: ${unsafe}.` };
    return { local: local.normalize('NFC') };
  }
  const odd = nameCharacters([...local].filter((character) => !LOCAL_CHARACTER.test(character)));
  if (odd !== '') return { fault: `The email address contains invalid characters before the @-sign: ${odd}.` };
  if (local.endsWith('.')) return { fault: 'An email address cannot have a period immediately before the @-sign.' };
  if (local.startsWith('.')) return { fault: 'An email address cannot start with a period.' };
  return { fault: 'An email address cannot have two periods in a row.' };
}
