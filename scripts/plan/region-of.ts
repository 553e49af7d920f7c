import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { UsageError } from '../cli/usage-error.ts';

/** What `--region` says; null where it is not given. Throws UsageError for what is no country. */
export function regionOf(text: string | undefined): CountryCode | null {
  if (text === undefined) return null;
  if (isSupportedCountry(text)) return text;
  throw new UsageError(`--region is '${text}', expected two capital letters of a country, e.g. AU`);
}
