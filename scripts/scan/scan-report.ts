import { counted } from '../../contacts/words/counted.ts';
import { Refused } from '../../control/refused.ts';
import type { ScanStatus } from '../../control/scan/scan-status.ts';
import { countContacts } from '../../store/base/count-contacts.ts';
import { lastComplete, type Scan } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';
import type { ScanArgs } from './scan-args.ts';
import { writeCsv } from './write-csv.ts';

/** What a complete scan has found: how many, how fast, and which phones are no key, by reason. */
export async function reportScan(
  db: Db,
  { status, crm, locations, csvOut }: Pick<ScanArgs, 'crm' | 'locations' | 'csvOut'> & { status: ScanStatus },
): Promise<{ value: object; text: string }> {
  const scan = await lastComplete(db, { crm, org: status.organization });
  if (scan === null) throw new Refused('There is no complete scan');
  refuseUnknown(scan, locations);
  const { contacts, faults } = await countContacts(db, { scan, locations });
  if (csvOut !== null) await writeCsv(db, { scan, locations, path: csvOut });
  const { perMinute, rejected } = status;
  const { region } = scan.regions;
  const value = { ...status, region, inForce: contacts, invalidPhones: faults, rejectedFirst: scan.rejectedFirst };
  const reasons = Object.entries(faults).map(([fault, count]) => `${fault} ${count}`);
  const names = scan.rejectedFirst.slice(0, 5).map(({ uid, reason }) => `${uid} (${reason})`);
  const where = locations.length === 0 ? '' : ' in these places';
  const text = [
    `Scan ${status.scan} of ${crm} organization ${status.organization} is complete: ${counted(contacts, 'contact')}${where}, ${perMinute} read per minute`,
    `Contacts with a phone that is no key: ${reasons.length === 0 ? 'none' : reasons.join(', ')}`,
    ...(rejected > 0 ? [`Rejected: ${rejected}, e.g. ${names.join(', ')}`] : []),
    ...(csvOut === null ? [] : [`Written: ${csvOut}`]),
    `Look at the clusters: npm run preview -- --crm ${crm}`,
  ].join('\n');
  return { value, text };
}

function refuseUnknown({ regions }: Scan, locations: readonly string[]): void {
  const known = new Set(regions.locations.map(({ uid }) => uid));
  const unknown = locations.find((uid) => !known.has(uid));
  if (unknown === undefined) return;
  throw new Refused(`There is no place '${unknown}', expected one of: ${[...known].join(', ')}`);
}
