import { WorkflowNotFoundError } from '@temporalio/common';
import { cancelScan, type Scan } from '../../store/base/scans.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import type { Control } from '../open-control.ts';
import { Refused } from '../refused.ts';
import { findScan, scanName } from './scan-name.ts';

export type ScanWord = 'pause' | 'resume' | 'cancel';

/** Tells an open scan. What is read of it stays; of one that is cancelled nothing counts. Throws Refused for one that has ended. */
export async function sayToScan(
  { db, client }: Pick<Control, 'db' | 'client'>,
  { name, word }: { name: string; word: ScanWord },
): Promise<Scan> {
  const scan = await findScan(db, name);
  if (scan.state !== 'open') throw new Refused(`${scanName(scan.id)} has ended as '${scan.state}'`);
  const handle = (await client()).workflow.getHandle(scanWorkflowId(scan));
  try {
    await (word === 'cancel' ? handle.cancel() : handle.signal(word));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    if (word === 'cancel') {
      await cancelScan(db, scan.id);
      return scan;
    }
    throw new Refused(`The workflow of ${scanName(scan.id)} does not run any more: a new scan goes on where it was`);
  }
  return scan;
}
