import { parseArgs } from 'node:util';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { UsageError } from '../cli/usage-error.ts';
import { requireFolder } from '../plan/require-folder.ts';

export const SCAN_USAGE = `Reads all contacts of an organization from the CRM into the index that plans are made from, or what was changed since the last scan.

Usage: ./scripts/scan.ts --crm podium [--location UID]… [--region AU] [--full] [--csv-out FILE] [--json]
       npm run scan -- --crm podium …

  --crm NAME       the CRM
  --location UID   the report and --csv-out are about the contacts of this place alone; may be given several times. The scan
                   itself always reads all: contacts of several places are found only so
  --region AU      in which country a number without a country code is meant, where neither the address of the contact's place
                   nor PODIUM_REGIONS says (default: that of the last scan). By another one than before all contacts are read again
  --full           all contacts, although changes would do. The first scan is one, and again when the last is 7 days old
  --csv-out FILE   write the contacts as a CSV that 'npm run preview -- --crm podium' reads without server and token
  --json           one object on stdout
  --help           this text

It is a workflow, which goes on when this ends: 'npm run status -- SCAN', pause, resume and cancel take its id. Only once all is read
do plans see it. Nothing is ever written to the CRM.
Exit codes: 0 complete, 2 usage, settings, not let in, or a scan of the organization is open (ERR_DEDUP_014), 4 it waits for a person
(authorize, resume, a worker), 5 it was cancelled or failed: the last complete one stays in force; or it is complete and the file of
--csv-out is not written, 6 cannot reach the CRM, Temporal or Postgres, 130 interrupted: the scan goes on.
`;

export interface ScanArgs {
  crm: string;
  locations: string[];
  region: CountryCode | null;
  full: boolean;
  csvOut: string | null;
  json: boolean;
}

/** Null where it asks for help. Throws UsageError, or what parseArgs throws. */
export function parseScanArgs(args: string[]): ScanArgs | null {
  const { values } = parseArgs({
    args,
    options: {
      crm: { type: 'string' },
      location: { type: 'string', multiple: true, default: [] },
      region: { type: 'string' },
      full: { type: 'boolean', default: false },
      'csv-out': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { crm, location: locations, region, full, json, 'csv-out': csvOut = null } = values;
  if (crm === undefined) throw new UsageError('Expected --crm NAME: whose contacts to read');
  if (region !== undefined && !isSupportedCountry(region)) {
    throw new UsageError(`--region is '${region}', expected a country as two capital letters, such as AU`);
  }
  requireFolder(csvOut);
  return { crm, locations, region: region ?? null, full, csvOut, json };
}
