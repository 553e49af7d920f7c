import { ApplicationFailure } from '@temporalio/activity';
import type { ContactBase } from '../../crm/crm.ts';
import { openScan, type Scan } from '../../store/base/scans.ts';
import { type ScanWish, scanWish } from '../../store/orders/scan-orders.ts';
import type { CrmAccess, Whose } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { toldToWorkflow } from './told.ts';

export interface OpenBaseScan extends Whose, Partial<ScanWish> {
  /** Of the workflow that reads. */
  token: string;
  /** Says how it reads. Absent in scans of before, which say it themselves. */
  order?: string | undefined;
}

/** How far a scan is. No contact's data. */
export interface ScanSeen {
  scan: number;
  isFull: boolean;
  pages: number;
  contacts: number;
  rejected: number;
  /** Whether nothing is left to be read. */
  isRead: boolean;
}

/** Begins a scan, or goes on with the one that is open: the organization's places say in which countries numbers are meant. */
export function openBaseScan(deps: Deps) {
  return (request: OpenBaseScan): Promise<ScanSeen> =>
    withHeartbeat((_beat, signal) =>
      toldToWorkflow(async () => {
        const { crm, org, token, order } = request;
        const { full, regions, region } =
          order === undefined ? wishOf(request) : await scanWish(deps.db, { id: order, first: token });
        const base = baseOf(await deps.crmFor(request));
        const places = await retryRead(() => base.listLocations({ signal }));
        const locations = new Map(places.map((place) => [place.uid, place]));
        const rules = { locations, regions: new Map(regions), region };
        const scan = await openScan(deps.db, { crm, org, token, full, regions: rules });
        deps.failpoint('scan.opened');
        return seenOf(scan);
      }),
    );
}

function wishOf({ full = false, regions = [], region = null }: Partial<ScanWish>): ScanWish {
  return { full, regions, region };
}

/** Refuses a CRM whose contacts come from a file. */
export function baseOf({ crm, title }: Pick<CrmAccess, 'crm' | 'title'>): ContactBase {
  if (crm.base !== undefined) return crm.base;
  throw ApplicationFailure.nonRetryable(`${title} is not scanned: its contacts come from a file`, 'CrmCannot');
}

export function seenOf({ id, isFull, pages, contacts, rejected, next }: Scan): ScanSeen {
  return { scan: id, isFull, pages, contacts, rejected, isRead: next === null };
}
