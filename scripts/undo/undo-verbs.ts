import { parseArgs } from 'node:util';
import { withControl } from '../../control/open-control.ts';
import { sayToUndo, type UndoWord } from '../../control/undo/say-to-undo.ts';
import { isUndoName } from '../../control/undo/undo-name.ts';
import { readUndoStatus } from '../../control/undo/undo-status.ts';
import { connectorOf } from '../../crm/connect.ts';
import { fail } from '../cli/fail.ts';
import { print } from '../cli/print.ts';
import { RUN_OPTIONS, settings } from '../cli/run-args.ts';
import { undoExit, undoText } from './undo-words.ts';

export const UNDO_HELP = `             or an undo's, e.g. undo-3f2a91c04b7d-1-1`;

const SAID: Record<UndoWord, (name: string) => string> = {
  pause: (name) => `Undo ${name} is paused: it writes nothing. Go on: npm run resume -- ${name}`,
  resume: (name) => `Undo ${name} goes on. See it: npm run status -- ${name}`,
  cancel: (name) =>
    `Undo ${name} is being cancelled: each pair is taken back whole or put down. See it: npm run status -- ${name}`,
};

/** `pause`, `resume` and `cancel` of an undo. */
export async function tellUndo(said: {
  name: string;
  word: UndoWord;
  reason: string | null;
  json: boolean;
}): Promise<void> {
  const { name, word, json } = said;
  await withControl(settings(), async (control) => {
    const { id } = await sayToUndo(control, said);
    print({ json, value: { undo: id, said: word }, text: SAID[word](name) });
  });
}

/** Whether the command line was about an undo: then it is done, or has ended the process. */
export async function undoVerb(word: Exclude<UndoWord, 'cancel'>): Promise<boolean> {
  try {
    const options = { ...RUN_OPTIONS, reason: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
    const name = typeof values.run === 'string' ? values.run : positionals[0];
    if (!isUndoName(name) || values.help === true) return false;
    const { reason: given } = values;
    await tellUndo({ name, word, reason: typeof given === 'string' ? given : null, json: values.json === true });
    return true;
  } catch (error) {
    fail(error);
  }
}

/** `status` of an undo. */
export async function showUndo({ name, json }: { name: string; json: boolean }): Promise<number> {
  return withControl(
    settings(),
    async ({ config, db, client }) => {
      const status = await readUndoStatus({ db, client, name });
      const { description } = connectorOf(status.crm);
      // What a person was shown of contacts is not shown again.
      const value = { ...status, pairs: status.pairs.map(({ shown, ...pair }) => pair) };
      print({ json, value, text: undoText(status, { description, reportsDir: config.reportsDir }) });
      return undoExit(status);
    },
    { onlyLooks: true },
  );
}
