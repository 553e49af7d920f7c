import type { Db } from '../store/database.ts';
import { type LastRead, lastRead } from '../store/runs/last-read.ts';

export interface Shrunk extends LastRead {
  /** Rows that there should be at least, by what the last run read. */
  expected: number;
}

export interface ShrinkQuestion {
  crm: string;
  org: string;
  profile: string;
  rows: number;
  /** The share by which an export may be smaller, from 0 to 1. */
  most: number;
}

/** The last real run's reading where this export has far fewer rows than what that leaves; null where it has enough, or none was before. */
export async function shrunk(db: Db, { rows, most, ...of }: ShrinkQuestion): Promise<Shrunk | null> {
  const last = await lastRead(db, of);
  if (last === null) return null;
  const expected = Math.max(0, last.rows - last.mergedSince);
  return rows < expected * (1 - most) ? { ...last, expected } : null;
}
