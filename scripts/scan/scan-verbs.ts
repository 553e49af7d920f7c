import { parseArgs } from 'node:util';
import { withControl } from '../../control/open-control.ts';
import { type ScanWord, sayToScan } from '../../control/scan/say-to-scan.ts';
import { findScan, isScanName, scanName } from '../../control/scan/scan-name.ts';
import { readScanStatus } from '../../control/scan/scan-status.ts';
import { fail } from '../cli/fail.ts';
import { print } from '../cli/print.ts';
import { RUN_OPTIONS, settings } from '../cli/run-args.ts';
import { scanExit, scanText } from './scan-words.ts';

export const SCAN_HELP = `             or a scan's, e.g. scan-12`;

const SAID: Record<ScanWord, (name: string) => string> = {
  pause: (name) => `Scan ${name} is paused. Go on: npm run resume -- ${name}`,
  resume: (name) => `Scan ${name} goes on. See it: npm run status -- ${name}`,
  cancel: (name) => `Scan ${name} is being cancelled: the last complete one stays in force`,
};

/** `pause`, `resume` and `cancel` of a scan. */
export async function tellScan({ name, word, json }: { name: string; word: ScanWord; json: boolean }): Promise<void> {
  await withControl(settings(), async (control) => {
    const scan = scanName((await sayToScan(control, { name, word })).id);
    print({ json, value: { scan, said: word }, text: SAID[word](scan) });
  });
}

/** Whether the command line was about a scan: then it is done, or has ended the process. */
export async function scanVerb(word: Exclude<ScanWord, 'cancel'>): Promise<boolean> {
  try {
    const options = { ...RUN_OPTIONS, reason: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
    const name = typeof values.run === 'string' ? values.run : positionals[0];
    if (!isScanName(name) || values.help === true) return false;
    await tellScan({ name, word, json: values.json === true });
    return true;
  } catch (error) {
    fail(error);
  }
}

/** `status` of a scan. */
export async function showScan({ name, json }: { name: string; json: boolean }): Promise<number> {
  return withControl(
    settings(),
    async ({ db, client }) => {
      const scan = await findScan(db, name);
      const status = await readScanStatus({ db, client: await client(), whose: scan, scan: scan.id });
      print({ json, value: status, text: scanText(status) });
      return scanExit(status);
    },
    { onlyLooks: true },
  );
}
