import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { crmQueue } from '../../config/task-queues.ts';
import { openScanOf } from '../../store/base/find-scans.ts';
import type { Db } from '../../store/database.ts';
import { requireIdentity } from '../../store/identity/identity.ts';
import type { scanBase } from '../../workflows/scan/scan-base.ts';
import type { ScanBaseInput } from '../../workflows/scan/types.ts';
import { queueOf } from '../queue-of.ts';
import { Refused } from '../refused.ts';
import { scanName, scanWorkflowId } from './scan-name.ts';

export interface StartScan extends Omit<ScanBaseInput, 'route' | 'carried'> {
  client: Client;
  db: Db;
  /** As the settings name it. */
  taskQueue: string;
}

/** Starts the scan's workflow and says its id. Throws Refused (ERR_DEDUP_014) while one of the organization is open. */
export async function startScan(request: StartScan): Promise<string> {
  const { client, db, taskQueue: named, ...wish } = request;
  const taskQueue = await queueOf(db, named);
  const { id: databaseId } = await requireIdentity(db);
  const workflowId = scanWorkflowId(wish);
  const route = { databaseId, crmQueue: crmQueue(taskQueue, wish) };
  try {
    await client.workflow.start<typeof scanBase>('scanBase', {
      workflowId,
      taskQueue,
      args: [{ ...wish, route }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: `scan of ${wish.crm} organization ${wish.org}`,
    });
    return workflowId;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw await isOpen(db, wish);
    throw error;
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
