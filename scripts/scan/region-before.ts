import type { CountryCode } from 'libphonenumber-js/max';
import { openScanOf } from '../../store/base/find-scans.ts';
import { type BaseOwner, lastComplete } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';

/** By which region a scan reads numbers, and what is to be said of that. */
export interface ScanRegion {
  region: CountryCode | null;
  /** Null where nothing is new, or to be remembered. */
  text: string | null;
}

/** The region that is given, else that of the scan that is open or was complete last: by another one all would be read again. */
export async function regionOf(
  db: Db,
  { whose, given }: { whose: BaseOwner; given: CountryCode | null },
): Promise<ScanRegion> {
  const before = (await openScanOf(db, whose)) ?? (await lastComplete(db, whose));
  if (before === null) return { region: given, text: null };
  const { region } = before.regions;
  if (given === null) {
    return { region, text: region === null ? null : `Region ${region} as before (--region names another)` };
  }
  if (given === region) return { region, text: null };
  return { region: given, text: `Region ${given} instead of ${region ?? 'none'}: all contacts are read again` };
}
