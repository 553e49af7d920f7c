import type { CountryCode } from 'libphonenumber-js/max';
import { ConfigError } from '../../config/config-error.ts';
import type { CrmSettings } from '../../config/crm-settings.ts';
import { parseRegions } from '../../contacts/base/regions.ts';

/** The countries of places that the settings name. Throws ConfigError. */
export function regionsOf({ title, further }: CrmSettings): [string, CountryCode][] {
  const parsed = parseRegions(further.regions ?? '');
  if (typeof parsed !== 'string') return [...parsed];
  throw new ConfigError(`${title.toUpperCase()}_REGIONS: ${parsed}; expected such as LOCATION=AU,LOCATION=NZ`);
}
