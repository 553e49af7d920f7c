import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../../control/open-control.ts';
import { readScanStatus, type ScanStatus } from '../../control/scan/scan-status.ts';
import { untilSignal } from '../../local/process/until-signal.ts';
import { say } from '../cli/print.ts';
import { liveLine } from '../demo/live-line.ts';
import { scanLine, waitText } from './scan-words.ts';

const EVERY_MS = 500;
/** What a person has to do is not waited for longer than it takes to be sure of it. */
const WAITS_MS = 3_000;

/** Shows a scan until it has ended, or waits for a person; null where Ctrl-C came first: it goes on. `opened` is told its name once there is one. */
export async function followScan(
  { db, client }: Pick<Control, 'db' | 'client'>,
  {
    whose,
    after,
    opened,
  }: { whose: { crm: string; org: string }; after: number; opened: (scan: string) => Promise<void> },
): Promise<ScanStatus | null> {
  const line = liveLine(process.stderr);
  const stopped = untilSignal().then(() => null);
  let waitsSince: number | null = null;
  let told: string | null = null;
  let isOpened = false;
  try {
    for (;;) {
      const status = await readScanStatus({ db, client: await client(), whose, scan: null, after });
      if (status.scan !== null && !isOpened) await opened(status.scan);
      isOpened = status.scan !== null;
      if (status.state !== 'opening' && status.state !== 'open') return status;
      line.show(scanLine(status));
      const wait = waitText(status);
      if (wait !== null && wait !== told) say(wait);
      told = wait;
      const isPersons = ['resume', 'authorize', 'worker', 'workflow'].includes(status.waitsFor);
      waitsSince = isPersons ? (waitsSince ?? performance.now()) : null;
      if (waitsSince !== null && performance.now() - waitsSince > WAITS_MS) return status;
      if ((await Promise.race([sleep(EVERY_MS, 'go on'), stopped])) === null) return null;
    }
  } finally {
    line.end();
  }
}
