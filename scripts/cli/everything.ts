import { parseArgs } from 'node:util';
import { withControl } from '../../control/open-control.ts';
import { type EverythingTold, pauseEverything, resumeEverything } from '../../control/stop/pause-everything.ts';
import { EXIT, fail } from './fail.ts';
import { print } from './print.ts';
import { requireBy, settings } from './run-args.ts';
import { UsageError } from './usage-error.ts';

/** Whether the command line is about all runs at once. */
export function isEverything(args: readonly string[]): boolean {
  return args.includes('--everything');
}

/** `pause` and `resume` with `--everything`: one word to all runs of the store. */
export async function everything(verb: 'pause' | 'resume'): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      options: {
        everything: { type: 'boolean' },
        by: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    if (positionals.length > 0) throw new UsageError('Expected no run beside --everything: it is about all of them');
    const by = verb === 'pause' ? requireBy(values.by) : null;
    await withControl(settings(), async (control) => {
      const told = await (by === null ? resumeEverything(control) : pauseEverything({ ...control, by }));
      const value = { everything: true, paused: by !== null, ...told };
      print({ json: values.json, value, text: textOf(told, by !== null) });
      if (told.untold.length > 0) process.exitCode = EXIT.unreachable;
    });
  } catch (error) {
    fail(error);
  }
}

function textOf({ runs, undos, untold }: EverythingTold, isPaused: boolean): string {
  const what = isPaused
    ? 'Everything is paused: no run, no resolving and no undo sends anything. Go on: npm run resume -- --everything'
    : 'Each run goes by its own word again';
  const open = runs.length + undos.length === 0 ? 'none is open' : `open: ${[...runs, ...undos].join(', ')}`;
  const late = untold.length === 0 ? '' : `. Not told, they find it out themselves: ${untold.join(', ')}`;
  return `${what} (${open})${late}`;
}
