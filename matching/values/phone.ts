const EXTENSION = /(?:;ext=|[\s,]*(?:extension|ext\.?|x|#)\s*[:.]?\s*)(\d{1,7})\s*$/i;
const PLAIN = /^[\x20-\x7e]*$/;
const NO_DIGIT = /\D+/g;

/**
 * The last ten digits of a number and, behind an `x`, its extension: what a national and an international spelling have in
 * common. '' for what has fewer than five digits, or one digit again and again.
 */
export function phone(text: string): string {
  const written = PLAIN.test(text) ? text : text.normalize('NFKC');
  const extension = written.length > 11 ? EXTENSION.exec(written) : null;
  const digits = (extension === null ? written : written.slice(0, extension.index)).replace(NO_DIGIT, '').slice(-10);
  if (digits.length < 5 || isPlaceholder(digits)) return '';
  return extension === null ? digits : `${digits}x${extension[1]}`;
}

function isPlaceholder(digits: string): boolean {
  return /^(\d)\1*$/.test(digits.slice(-7)) || '01234567890'.includes(digits) || '9876543210'.includes(digits);
}
