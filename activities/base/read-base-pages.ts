import { ApplicationFailure } from '@temporalio/activity';
import type { ContactBase } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { preparePage } from '../../store/base/prepare-page.ts';
import { readScan, restartList, type Scan } from '../../store/base/scans.ts';
import { regionRules } from '../../store/base/stored-regions.ts';
import { takePage } from '../../store/base/take-page.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { baseOf, type ScanSeen, seenOf } from './open-base-scan.ts';
import type { ScanRef } from './scan-ref.ts';
import { toldToWorkflow } from './told.ts';

/** So that a pause is soon heard of, and a history stays short. */
const MOST_PAGES = 50;
const MOST_MS = 10_000;
/** So often a list may begin again within this without an end. */
const MOST_RESTARTS = 5;

export interface PagesRead extends ScanSeen {
  /** How often the list was begun again, because its cursor was good no more. */
  restarts: number;
}

/** Reads some pages, each kept with its place before the next is asked for. Whoever comes after goes on from there. */
export function readBasePages(deps: Deps) {
  return (request: ScanRef): Promise<PagesRead> =>
    withHeartbeat((beat, signal) =>
      toldToWorkflow(async () => {
        const base = baseOf(await deps.crmFor(request));
        const until = performance.now() + MOST_MS;
        const asked = new Set<string>();
        let restarts = 0;
        let scan = await readScan(deps.db, request.scan);
        for (let pages = 0; scan.next !== null && pages < MOST_PAGES && performance.now() < until; pages += 1) {
          if (signal.aborted) throw signal.reason;
          const { cursor } = scan.next;
          refuseCircle(asked, cursor);
          const kept = await keepNext(deps, { request, base, scan, signal });
          if (kept === 'cursor-lost') {
            restarts += 1;
            asked.clear();
            if (restarts > MOST_RESTARTS) throw stuck();
            await restartList(deps.db, request);
          }
          const before = scan;
          scan = await readScan(deps.db, request.scan);
          if (kept === 'not-kept' && scan.pages === before.pages) throw takenOver(scan);
          beat({ pages: scan.pages, contacts: scan.contacts });
        }
        return { ...seenOf(scan), restarts };
      }),
    );
}

async function keepNext(
  deps: Deps,
  { request, base, scan, signal }: { request: ScanRef; base: ContactBase; scan: Scan; signal: AbortSignal },
): Promise<'kept' | 'not-kept' | 'cursor-lost'> {
  const asked = scan.next ?? { cursor: null, since: null };
  try {
    const { contacts, rejected, nextCursor } = await retryRead(() => base.listContacts(asked, { signal }));
    deps.failpoint('scan.read');
    const page = preparePage(contacts, { regions: regionRules(scan.regions), rejected });
    const { kept } = await takePage(deps.db, { scan: scan.id, token: request.token, asked, page, nextCursor });
    deps.failpoint('scan.kept');
    return kept ? 'kept' : 'not-kept';
  } catch (error) {
    if (error instanceof CrmError && error.kind === 'cursor-lost' && asked.cursor !== null) return 'cursor-lost';
    throw error;
  }
}

/** A list that leads back to a page of before would never end. */
function refuseCircle(asked: Set<string>, cursor: string | null): void {
  if (cursor === null) return;
  if (asked.has(cursor)) throw ApplicationFailure.nonRetryable('The list leads back to a page of before', 'ScanStuck');
  asked.add(cursor);
}

function stuck(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    'The list never gets to its end: its cursors are good for too short',
    'ScanStuck',
  );
}

function takenOver({ state }: Scan): ApplicationFailure {
  const why = state === 'open' ? 'Another workflow reads this scan' : `The scan is ${state}`;
  return ApplicationFailure.nonRetryable(why, 'ScanTakenOver');
}
