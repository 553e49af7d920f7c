const EMAIL = /[^\s"'<>@=:,;()[\]{}]+@[^\s"'<>@,;()[\]{}]+/g;
/** Only with a leading plus: bare digits are ids, counts and times. */
const PHONE = /\+\d[\d ().-]{5,}\d/g;
const BEARER = /\bBearer\s+[^\s"']+/gi;
const JWT = /\beyJ[A-Za-z0-9_-]{10,}(\.[A-Za-z0-9_-]+)*/g;

/** Replaces e-mails, phone numbers and tokens, whatever field or text they are in. `secrets` are replaced literally. */
export function mask(text: string, secrets: readonly string[] = []): string {
  let masked = text;
  for (const value of secrets) if (value.length > 0) masked = masked.replaceAll(value, '[token]');
  return masked
    .replace(BEARER, 'Bearer [token]')
    .replace(JWT, '[token]')
    .replace(EMAIL, '[e-mail]')
    .replace(PHONE, '[phone]');
}
