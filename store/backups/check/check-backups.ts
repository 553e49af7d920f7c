import { checkDisk } from './check-disk.ts';
import { checkLedger } from './check-ledger.ts';
import type { Checking, CheckRequest, CheckTotals } from './checked.ts';
import { onlyReading } from './folder-reading.ts';

/**
 * Reads every byte of every backup. With the store: those that it knows, and then what else is there; without it the folders alone, compared
 * with their own lists. Memory does not grow with their number.
 */
export async function checkBackups(request: CheckRequest): Promise<CheckTotals> {
  const totals = noTotals();
  const add: Checking['add'] = (found, { files, bytes }) => {
    totals.backups[found.is] += 1;
    totals.files += files;
    totals.bytes += bytes;
    if (found.is !== 'complete') request.onFound(found);
    request.onProgress(totals);
  };
  const checking = { ...request, reading: onlyReading(), add };
  const { db } = request;
  if (db !== null) await checkLedger({ ...checking, db });
  if (request.runId === null) await checkDisk(checking);
  return totals;
}

function noTotals(): CheckTotals {
  const backups = {
    complete: 0,
    damaged: 0,
    missing: 0,
    orphaned: 0,
    'left-over': 0,
    unfinished: 0,
    stray: 0,
    fewer: 0,
  };
  return { backups, files: 0, bytes: 0 };
}

/** Whether a person has to look. */
export function isWrong({ backups }: CheckTotals): boolean {
  return backups.damaged + backups.missing + backups.orphaned + backups.stray + backups.fewer > 0;
}
