import { settingsOf } from '../../config/crm-settings.ts';
import { findRun } from '../../control/find-run.ts';
import { type Control, withControl } from '../../control/open-control.ts';
import { Refused } from '../../control/refused.ts';
import { runTiming } from '../../control/run-timing.ts';
import { nameUndone } from '../../control/undo/name-undone.ts';
import { type OrderUndo, orderUndo } from '../../control/undo/order-undo.ts';
import type { UndoStatus } from '../../control/undo/undo-status.ts';
import { whoFits } from '../../control/who-fits.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import { lostText } from '../../pages/undo/lost-words.ts';
import type { Run } from '../../store/runs/runs.ts';
import { askText } from '../cli/ask.ts';
import { EXIT } from '../cli/fail.ts';
import { print, say } from '../cli/print.ts';
import { settings } from '../cli/run-args.ts';
import { whoseText } from '../cli/whose-text.ts';
import { workersText } from '../status/workers-text.ts';
import { followUndo } from './follow-undo.ts';
import { askedFields, comesBack, shownJson, shownText } from './shown-undo.ts';
import type { UndoArgs } from './undo-args.ts';
import { undoExit, undoText } from './undo-words.ts';

/** Looks, shows, asks, and takes back. Returns the exit code. */
export function undoMerges(args: UndoArgs): Promise<number> {
  const config = settings();
  const timing = runTiming(config);
  return withControl(config, async (control) => {
    const { db } = control;
    const run = await findRun({ ...control, id: args.run, asks: true });
    say(whoseText(run));
    const { description } = connectorOf(run.crm);
    if (description.restoring === undefined)
      throw new Refused(
        `${settingsOf(config, run.crm).title} has no way to set back what a merge changes, so nothing was written: the backups have what was there`,
      );
    const named = await nameUndone(db, { run, cluster: args.cluster, pair: args.pair });
    const { keep, through, by } = args;
    const order = {
      client: await control.client(),
      db,
      run,
      taskQueue: config.taskQueue,
      ...named,
      keep,
      through,
      by,
      timing,
    };
    const missing = workersText(await whoFits(db, { ...run, taskQueue: config.taskQueue }), run);
    if (missing !== null) say(`${missing}. Until then it waits`);
    const preview = await look(control, order);
    if (preview === null) return EXIT.interrupted;
    const agreed = await agree({ args, control, run, preview, description });
    if (typeof agreed === 'number') return agreed;
    return carryOut({ args, control, description, order: { ...order, shown: agreed } });
  });
}

/** Null: interrupted. A preview changes nothing, and nobody need wait for it. */
async function look(control: Control, order: Omit<OrderUndo, 'shown'>): Promise<UndoStatus | null> {
  const { id, ended } = await orderUndo({ ...order, shown: null });
  const seen = await followUndo({ ...control, name: id, ended, told: 'looked at' });
  if (seen === null) return null;
  if (seen.state === 'done') return seen;
  throw new Refused(
    `Preview ${id} did not come to its end (${seen.state}): see why in the worker's log, or in the Temporal UI`,
  );
}

interface Shown {
  undoId: string;
  digest: string;
}

/** What was shown and agreed to, or the exit code where nothing is to be done. */
async function agree(request: {
  args: UndoArgs;
  control: Control;
  run: Run;
  preview: UndoStatus;
  description: CrmDescription;
}): Promise<Shown | number> {
  const { args, control, run, preview, description } = request;
  const { rateLimit } = settingsOf(control.config, run.crm);
  const shown = { preview, description, rateLimit };
  const pairs = comesBack(preview.pairs);
  const canAsk = !args.preview && !args.yes && !args.json;
  if (args.json && (args.preview || pairs.length === 0 || !args.yes))
    print({ json: true, value: shownJson(shown), text: '' });
  else if (!args.json) (canAsk ? process.stderr : process.stdout).write(`${shownText(shown)}\n`);
  if (args.preview) return EXIT.done;
  if (pairs.length === 0)
    throw new Refused(`Nothing of run ${run.id} that was named can be taken back. Nothing was written`);
  if (args.keep === null && askedFields(pairs).length > 0) {
    say(
      'Somebody has changed values since the merge: say whose stand, with --keep theirs or --keep ours. Nothing was written',
    );
    return EXIT.waiting;
  }
  if (preview.digest === null) throw new Error(`Preview ${preview.id} has no digest`);
  const agreed = { undoId: preview.id, digest: preview.digest };
  if (args.yes) return agreed;
  say(`Never comes back: ${lostText(description.restoring?.lost ?? [])}. There is no undo of an undo`);
  const answer = await askText(
    `Type the number of pairs to take back (${pairs.length}), or anything else to leave it:`,
  );
  if (answer?.trim() === String(pairs.length)) return agreed;
  say('Nothing was written');
  return EXIT.waiting;
}

async function carryOut(request: {
  args: UndoArgs;
  control: Control;
  description: CrmDescription;
  order: OrderUndo;
}): Promise<number> {
  const { args, control, description, order } = request;
  const { id, ended } = await orderUndo(order);
  say(`Undo ${id} has begun. Ctrl-C only detaches; see it: npm run status -- ${id}`);
  const last = await followUndo({ ...control, name: id, ended, told: 'back' });
  if (last === null) {
    say(`Detached: undo ${id} goes on. See it: npm run status -- ${id}`);
    return EXIT.interrupted;
  }
  print({ json: args.json, value: last, text: undoText(last, { description, reportsDir: control.config.reportsDir }) });
  return undoExit(last);
}
