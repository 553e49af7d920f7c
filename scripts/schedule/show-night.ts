import { readNightStatus } from '../../control/nights/night-status.ts';
import { withControl } from '../../control/open-control.ts';
import { print } from '../cli/print.ts';
import { settings } from '../cli/run-args.ts';
import { nightExit, nightText } from './night-words.ts';

export const NIGHT_HELP = `             or a schedule's nights, e.g. night-nightly`;

/** `status` of a schedule's nights. */
export async function showNight({ name, json }: { name: string; json: boolean }): Promise<number> {
  return withControl(
    settings(),
    async ({ db, client }) => {
      const status = await readNightStatus({ db, client: await client(), name });
      print({ json, value: status, text: nightText(status) });
      return nightExit(status);
    },
    { onlyLooks: true },
  );
}
