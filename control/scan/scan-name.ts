import { readScan, type Scan } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';
import { Refused } from '../refused.ts';

const NAME = /^scan-([1-9]\d{0,9})$/;

/** As people name a scan, e.g. `scan-12`. */
export function scanName(id: number): string {
  return `scan-${id}`;
}

/** Whether a word is a scan's name, and no run's. */
export function isScanName(name: string | null | undefined): name is string {
  return name != null && NAME.test(name);
}

/** Throws Refused where the store has no such scan. */
export async function findScan(db: Db, name: string): Promise<Scan> {
  const id = Number(NAME.exec(name)?.[1] ?? 0);
  const scan = await readScan(db, id).catch(() => null);
  if (scan === null) throw new Refused(`There is no scan '${name}' in the store`);
  return scan;
}
