import { counted } from '../../contacts/words/counted.ts';
import { Refused } from '../../control/refused.ts';
import { scanName } from '../../control/scan/scan-name.ts';
import type { ScanStatus } from '../../control/scan/scan-status.ts';
import { countContacts } from '../../store/base/count-contacts.ts';
import { lastComplete, type Scan } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';
import { shellWord } from '../cli/shell-word.ts';
import type { ScanArgs } from './scan-args.ts';
import { tryCsv } from './try-csv.ts';

/** What a complete scan has found: how many, how fast, and which phones are no key, by reason. `unwritten`: its file could not be written. */
export async function reportScan(
  db: Db,
  { status, crm, locations, csvOut }: Pick<ScanArgs, 'crm' | 'locations' | 'csvOut'> & { status: ScanStatus },
): Promise<{ value: object; text: string; unwritten: boolean }> {
  const scan = await lastComplete(db, { crm, org: status.organization });
  if (scan === null) throw new Refused('There is no complete scan');
  const { contacts, faults } = await countContacts(db, { scan, locations });
  const failure = csvOut === null ? null : await tryCsv(db, { scan, locations, path: csvOut });
  const unwritten = failure === null ? {} : { unwritten: { path: csvOut, failure } };
  const { perMinute, rejected } = status;
  const { region } = scan.regions;
  const value = {
    ...status,
    region,
    inForce: contacts,
    invalidPhones: faults,
    rejectedFirst: scan.rejectedFirst,
    ...unwritten,
  };
  const reasons = Object.entries(faults).map(([fault, count]) => `${fault} ${count}`);
  const names = scan.rejectedFirst.slice(0, 5).map(({ uid, reason }) => `${uid} (${reason})`);
  const where = locations.length === 0 ? '' : ' in these places';
  const text = [
    `Scan ${status.scan} of ${crm} organization ${status.organization} is complete: ${counted(contacts, 'contact')}${where}, ${perMinute} read per minute`,
    `Contacts with a phone that is no key: ${reasons.length === 0 ? 'none' : reasons.join(', ')}`,
    ...(rejected > 0 ? [`Rejected: ${rejected}, e.g. ${names.join(', ')}`] : []),
    ...(csvOut === null ? [] : [failure === null ? `Written: ${csvOut}` : unwrittenText({ crm, csvOut, failure })]),
    `Look at the clusters: npm run preview -- --crm ${crm}`,
  ].join('\n');
  return { value, text, unwritten: failure !== null };
}

function unwrittenText({ crm, csvOut, failure }: { crm: string; csvOut: string; failure: string }): string {
  return `Not written: ${csvOut} (${failure}). The scan stays in force. When the file can be written, this reads what was changed since, and writes it: npm run scan -- --crm ${crm} --csv-out ${shellWord(csvOut)}`;
}

/** As soon as the organization's places are known: a scan may take an hour, and goes on. Throws Refused. */
export function refuseUnknownPlaces({ id, regions }: Pick<Scan, 'id' | 'regions'>, locations: readonly string[]): void {
  const known = regions.locations.map(({ uid, name }) => (name === '' ? uid : `${uid} (${name})`));
  const unknown = locations.find((uid) => !regions.locations.some((place) => place.uid === uid));
  if (unknown === undefined) return;
  throw new Refused(
    `There is no place '${unknown}', expected one of: ${known.join(', ')}. The scan itself goes on: npm run status -- ${scanName(id)}`,
  );
}
