import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { openScanOf } from '../../store/base/find-scans.ts';
import type { Db } from '../../store/database.ts';
import { dropOtherOrders, dropScanOrder, type ScanOrder, writeScanOrder } from '../../store/orders/scan-orders.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import type { scanBase } from '../../workflows/scan/scan-base.ts';
import { queueOf } from '../queue-of.ts';
import { Refused } from '../refused.ts';
import { scanName } from './scan-name.ts';

export interface StartScan extends ScanOrder {
  client: Client;
  db: Db;
  /** As the settings name it. */
  taskQueue: string;
}

/** Writes what the scan is to do, starts its workflow, which names that, and says its id. Throws Refused (ERR_DEDUP_014) while one of the organization is open. */
export async function startScan(request: StartScan): Promise<string> {
  const { client, db, taskQueue: named, ...wish } = request;
  const taskQueue = await queueOf(db, named);
  const workflowId = scanWorkflowId(wish);
  const { id: order } = await writeScanOrder(db, { ...wish, workflowId });
  try {
    await client.workflow.start<typeof scanBase>('scanBase', {
      workflowId,
      taskQueue,
      args: [{ order }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: `scan of ${wish.crm} organization ${wish.org}`,
    });
    await dropOtherOrders(db, { id: order, workflowId });
    return workflowId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await dropScanOrder(db, { id: order });
    throw await isOpen(db, wish);
  }
}

async function isOpen(db: Db, whose: Pick<StartScan, 'crm' | 'org'>): Promise<Refused> {
  const open = await openScanOf(db, whose);
  const text = `ERR_DEDUP_014: a scan of ${whose.crm} organization ${whose.org} is open already, and goes on`;
  return new Refused(
    text,
    open === null ? {} : { todo: { code: 'look-at-scan', values: { scan: scanName(open.id) } } },
  );
}
