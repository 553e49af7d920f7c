import { join } from 'node:path';
import type { UndoStatus } from '../../control/undo/undo-status.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import { count } from '../../pages/kit/phrases.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { resultLines } from '../../pages/undo/result-lines.ts';
import { EXIT } from '../cli/fail.ts';
import { stepLines } from '../status/step-lines.ts';

interface Around {
  description: CrmDescription;
  reportsDir: string;
}

/** How far an undo is, or what it came to: ids and names of fields only. */
export function undoText(status: UndoStatus, { description, reportsDir }: Around): string {
  const { id, preview, pairs } = status;
  const ended = pairs.filter(({ state }) => state !== 'planned');
  return [
    `${preview ? 'Preview' : 'Undo'} ${id}: ${stateText(status)}`,
    ...stepLines(status.steps, Date.now(), 'the undo').map(({ text }) => text),
    ...(preview ? [] : ended.flatMap((pair) => resultLines(pair, description.relations))),
    ...(preview || status.state === 'open' ? [] : [`Report: ${join(reportsDir, id)}`]),
  ].join('\n');
}

function stateText(status: UndoStatus): string {
  const { id, state, stopped, stopReason, stopWhy, running, counts, pairs, preview } = status;
  const done = count(counts.done ?? 0, 'merge');
  const of = preview ? count(pairs.length, 'pair') : `${done} of ${pairs.length} taken back`;
  if (state !== 'open') return `${state}, ${of}`;
  if (running === false) return `its workflow does not run any more, ${of}: another undo goes on where it was`;
  if (!stopped) return `open, ${of}${waitText(status)}`;
  const why = shownReason({ reason: stopReason, why: stopWhy });
  return `paused${why === null ? '' : ` (${why})`}, ${of}. Go on: npm run resume -- ${id}`;
}

/** For whom it waits, since when, and where that is seen. */
export function waitText({ waitsFor }: Pick<UndoStatus, 'waitsFor'>): string {
  if (waitsFor === null) return '';
  const { pair, why, since } = waitsFor;
  const run = why.code === 'undo-waits' ? why.values.run : null;
  const see = run === null ? '' : `. See it: npm run status -- ${run}`;
  return `. ${pair} ${shownReason({ reason: null, why })}, since ${since}${see}`;
}

/** Of a look at it, and of its end. */
export function undoExit({ state, stopped, running, pairs, preview, steps }: UndoStatus): number {
  const isStuck = stopped || running === false || steps.some(({ needsPerson }) => needsPerson);
  if (state === 'open') return isStuck ? EXIT.waiting : EXIT.done;
  if (state !== 'done') return EXIT.unfinished;
  return preview || pairs.every((pair) => pair.state === 'done') ? EXIT.done : EXIT.unfinished;
}
