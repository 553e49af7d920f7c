import type { Client } from '@temporalio/client';
import { findLastScan } from '../../store/base/find-scans.ts';
import type { Scan } from '../../store/base/scans.ts';
import { lastComplete, readScan } from '../../store/base/scans.ts';
import type { Db } from '../../store/database.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import type { ScanProgress } from '../../workflows/scan/types.ts';
import { askWorkflow } from '../status/ask-workflow.ts';
import { type WaitingStep, waitingSteps } from '../status/waiting-steps.ts';
import { scanName } from './scan-name.ts';

/** `worker`: no worker takes its steps. `workflow`: it does not run any more, and a new scan goes on where it was. */
export type ScanWaits = ScanProgress['waitingFor'] | 'worker' | 'workflow';

export interface ScanStatus {
  /** Null while it is not opened. */
  scan: string | null;
  crm: string;
  organization: string;
  state: 'opening' | Scan['state'];
  isFull: boolean;
  pages: number;
  contacts: number;
  rejected: number;
  perMinute: number;
  /** How many the last complete scan holds; null where there is none. */
  expected: number | null;
  startedAt: string | null;
  endedAt: string | null;
  waitsFor: ScanWaits;
  /** Steps that do not go on at this moment, with their last failure and when they are tried again. */
  steps: WaitingStep[];
  /** Why it does not run any more, where it failed. */
  because: string | null;
}

/** A scan as the store and its workflow show it. `scan` null: the newest of the organization. */
export async function readScanStatus(request: {
  db: Db;
  client: Client;
  whose: { crm: string; org: string };
  scan: number | null;
  /** Of those before it nothing is shown. */
  after?: number;
}): Promise<ScanStatus> {
  const { db, client, whose, after = 0 } = request;
  const word = await askWorkflow<ScanProgress>(client, scanWorkflowId(whose));
  const newest = request.scan === null ? await findLastScan(db, whose) : await readScan(db, request.scan);
  const scan = newest !== null && newest.id > after ? newest : null;
  const isOpen = scan === null || scan.state === 'open';
  const isItsOwn = word.progress?.scan == null || word.progress.scan === scan?.id;
  const steps = word.described === null ? [] : await waitingSteps(client, { run: word.described, resolving: [] });
  const isLeft = steps.some(({ waitsFor }) => waitsFor === 'worker');
  const waitsFor = ((): ScanWaits => {
    if (!isOpen) return 'nothing';
    if (!word.running || !isItsOwn) return 'workflow';
    if (word.progress === null || isLeft) return 'worker';
    return word.progress.paused ? 'resume' : word.progress.waitingFor;
  })();
  const last = await lastComplete(db, whose);
  return {
    scan: scan === null ? null : scanName(scan.id),
    crm: whose.crm,
    organization: whose.org,
    state: scan?.state ?? 'opening',
    isFull: scan?.isFull ?? true,
    pages: scan?.pages ?? 0,
    contacts: scan?.contacts ?? 0,
    rejected: scan?.rejected ?? 0,
    perMinute: scan === null ? 0 : perMinute(scan),
    expected: last !== null && last.id !== scan?.id ? last.contacts : null,
    startedAt: scan?.startedAt.toISOString() ?? null,
    endedAt: scan?.endedAt?.toISOString() ?? null,
    waitsFor,
    steps: isOpen && isItsOwn ? steps : [],
    because: word.because,
  };
}

function perMinute({ contacts, startedAt, endedAt }: Scan): number {
  const minutes = ((endedAt ?? new Date()).getTime() - startedAt.getTime()) / 60_000;
  return minutes <= 0 ? 0 : Math.round(contacts / minutes);
}
