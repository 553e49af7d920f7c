import { baseCsvHeader, baseCsvRows } from '../../contacts/base/file/write-base-csv.ts';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import { eachContact } from '../../store/base/each-contact.ts';
import type { Scan } from '../../store/base/scans.ts';
import { regionRules } from '../../store/base/stored-regions.ts';
import type { Db } from '../../store/database.ts';

export interface WriteCsv {
  scan: Scan;
  locations: readonly string[];
  path: string;
}

/** Writes what a complete scan holds, or what of it is in these places, in our own layout: whole or not at all, for its owner only. */
export async function writeCsv(db: Db, { scan, locations, path }: WriteCsv): Promise<void> {
  const file = new AtomicFile(path);
  const regions = regionRules(scan.regions);
  try {
    file.write(baseCsvHeader());
    for await (const contacts of eachContact(db, scan)) {
      const here = contacts.filter(
        (one) => locations.length === 0 || one.locations.some((uid) => locations.includes(uid)),
      );
      file.write(baseCsvRows(here, regions));
    }
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}
