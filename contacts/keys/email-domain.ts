import { domainToASCII, domainToUnicode } from 'node:url';
import { nameCharacters, unsafeCharacters } from './email-characters.ts';

type Domain = { domain: string } | { fault: string };

/** Letters, digits, hyphens and periods of ASCII: what nearly all are made of. */
const PLAIN = /^[a-z0-9.-]+$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const CHARACTER = /^[a-zA-Z0-9.\-\u{80}-\u{10FFFF}]$/u;
const LONGEST_DOMAIN = 253;
const LONGEST_LABEL = 63;
/** Names that never receive mail (RFC 6761 and others). */
const SPECIAL = /(^|\.)(arpa|invalid|local|localhost|onion|test)$/;

/** The part after the @-sign. */
export function readEmailDomain(text: string): Domain {
  if (text === '') return { fault: 'There must be something after the @-sign.' };
  if (text.startsWith('[') && text.endsWith(']')) {
    return { fault: 'A bracketed IP address after the @-sign is not allowed here.' };
  }
  const small = text.toLowerCase();
  const domain = PLAIN.test(small) ? small : readCharacters(text);
  if (typeof domain !== 'string') return domain;
  const { length } = domain;
  if (length > LONGEST_DOMAIN) {
    return { fault: `The email address is too long after the @-sign ${excess(length, LONGEST_DOMAIN)}.` };
  }
  return dotFault(domain) ?? readLabels(domain);
}

/** In small letters, with wide forms as plain ones, and with our full stops for those of other scripts. */
function readCharacters(text: string): string | { fault: string } {
  const odd = nameCharacters([...text].filter((character) => !CHARACTER.test(character)));
  if (odd !== '') return { fault: `The part after the @-sign contains invalid characters: ${odd}.` };
  const unsafe = unsafeCharacters(text);
  if (unsafe !== '') return { fault: `The email address contains unsafe characters: ${unsafe}.` };
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[。．｡]/g, '.');
}

function dotFault(domain: string): { fault: string } | null {
  if (domain.endsWith('.')) return cannot('end with a period.');
  if (domain.startsWith('.')) return cannot('have a period immediately after the @-sign.');
  if (domain.includes('..')) return cannot('have two periods in a row.');
  if (domain.endsWith('-')) return cannot('end with a hyphen.');
  if (domain.startsWith('-')) return cannot('have a hyphen immediately after the @-sign.');
  if (/\.-|-\./.test(domain)) return cannot('have a period and a hyphen next to each other.');
  if (/(^|\.)(?!xn)[^.]{2}--/.test(domain)) {
    return cannot(
      'have two letters followed by two dashes immediately after the @-sign or after a period, except Punycode.',
    );
  }
  return null;
}

function cannot(words: string): { fault: string } {
  return { fault: `An email address cannot ${words}` };
}

function readLabels(domain: string): Domain {
  const ascii = toAscii(domain);
  if (typeof ascii !== 'string') return ascii;
  for (const { length } of ascii.split('.')) {
    if (length > LONGEST_LABEL) {
      return {
        fault: `After the @-sign, periods cannot be separated by so many characters ${excess(length, LONGEST_LABEL)}.`,
      };
    }
  }
  if (ascii.length > LONGEST_DOMAIN) {
    return { fault: `The email address is too long after the @-sign ${excess(ascii.length, LONGEST_DOMAIN)}.` };
  }
  if (!ascii.includes('.')) return { fault: 'The part after the @-sign is not valid. It should have a period.' };
  if (!/[a-z]$/.test(ascii)) {
    return { fault: 'The part after the @-sign is not valid. It is not within a valid top-level domain.' };
  }
  if (SPECIAL.test(ascii)) {
    return { fault: 'The part after the @-sign is a special-use or reserved name that cannot be used with email.' };
  }
  return { domain: ascii.includes('xn--') ? domainToUnicode(ascii) : ascii };
}

function toAscii(domain: string): string | { fault: string } {
  if (!domain.includes('xn--') && domain.split('.').every((label) => LABEL.test(label))) return domain;
  for (const label of domain.split('.')) {
    const place = [...label].findIndex(
      (character) => !/^[\p{L}\p{M}\p{Nd}\-\u{b7}\u{375}\u{5f3}\u{5f4}\u{30fb}]$/u.test(character),
    );
    if (place === -1) continue;
    const code = [...label][place]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return {
      fault: `The part after the @-sign is invalid (Codepoint U+${code} at position ${place + 1} not allowed).`,
    };
  }
  const ascii = domainToASCII(domain);
  return ascii === '' ? { fault: 'The part after the @-sign is not valid IDNA.' } : ascii;
}

function excess(length: number, most: number): string {
  const count = length - most;
  return `(${count} character${count > 1 ? 's' : ''} too many)`;
}
