import { basename } from 'node:path';
import { InputError } from '../../contacts/input-error.ts';
import type { BrokenExport } from '../../contacts/planning/broken-export.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { Shrunk } from '../../store/runs/shrunk.ts';

/** An export that is broken as a whole, as a person reads it: nothing is started with it. */
export function brokenError(path: string, broken: BrokenExport): InputError {
  return new InputError({ file: basename(path), ...brokenWords(broken) });
}

/** An export that has far fewer rows than the last one left. */
export function shrunkError({ path, rows, found }: { path: string; rows: number; found: Shrunk }): InputError {
  const { run, rows: before, mergedSince, expected } = found;
  const since =
    mergedSince === 0 ? '' : `, and ${counted(mergedSince, 'contact')} merged away since: ${expected} should be there`;
  return new InputError({
    file: basename(path),
    problem: `has ${counted(rows, 'row')}, run ${run} read ${before}${since}`,
    todo: 'export it again; where so many are truly gone, start once, by hand, with --max-shrink off',
  });
}

function brokenWords(broken: BrokenExport): { problem: string; todo: string } {
  const { code, values } = broken;
  if (code === 'no-usable-row') {
    const problem =
      values.rows === 0 ? 'has a header and no rows' : `all of its ${counted(values.rows, 'row')} are rejected`;
    return { problem, todo: 'export it again: nothing can be started with it' };
  }
  const { rejected, rows, most } = values;
  return {
    problem: `${rejected} of ${counted(rows, 'row')} are rejected, more than ${percent(most)}`,
    todo: `correct them or export it again; all of them with --rejected-out FILE, more are allowed with --max-rejected ${percent(Math.ceil((rejected / rows) * 100) / 100)}`,
  };
}

/** `5%` of 0.05. */
export function percent(part: number): string {
  return `${Number((part * 100).toFixed(3))}%`;
}
