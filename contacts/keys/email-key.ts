import { domainToASCII } from 'node:url';

const PLAIN = /^[\x21-\x7e]*$/;

/**
 * What two spellings of one e-mail address have in common: no spaces around it, small letters, composed characters, and its
 * domain as the mail systems write it. What only some providers ignore, such as a dot at Gmail, stays a difference.
 */
export function emailKey(email: string): string {
  if (PLAIN.test(email)) return email.toLowerCase();
  const text = smallComposed(email.trim());
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  // Empty where it is no domain name: then it is compared as it is.
  const ascii = at === 0 || PLAIN.test(domain) ? '' : domainToASCII(domain);
  return ascii === '' ? text : text.slice(0, at) + ascii;
}

/** Composing may leave a letter that has a small one, so it is done before and after. */
function smallComposed(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}
