import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../../control/open-control.ts';
import { readUndoStatus, type UndoStatus } from '../../control/undo/undo-status.ts';
import { untilSignal } from '../../local/process/until-signal.ts';
import { say } from '../cli/print.ts';
import { waitText } from './undo-words.ts';

const EVERY_MS = 500;

/** Says how far an undo is, until its workflow has ended or it is paused. Null: Ctrl-C, which only detaches. */
export async function followUndo(
  request: Pick<Control, 'db' | 'client'> & { name: string; ended: () => Promise<void>; told: string },
): Promise<UndoStatus | null> {
  const { name, ended, told } = request;
  const stop = new AbortController();
  const end = ended().then(() => 'ended' as const);
  const left = untilSignal().then(() => 'left' as const);
  let last = '';
  for (;;) {
    const pause = sleep(EVERY_MS, 'again' as const, { signal: stop.signal }).catch(() => 'again' as const);
    const word = await Promise.race([end, left, pause]);
    if (word === 'left') return null;
    const status = await readUndoStatus(request);
    if (word === 'ended' || status.state !== 'open' || status.stopped) {
      stop.abort();
      return status;
    }
    const line = progressOf(status, told);
    if (line !== last) say(`Undo ${name}: ${line}`);
    last = line;
  }
}

function progressOf(status: UndoStatus, told: string): string {
  const { pairs, preview } = status;
  const ended = pairs.filter(({ state, plan }) =>
    preview ? plan !== null || state !== 'planned' : state === 'done' || state === 'put-down' || state === 'held',
  );
  return `${ended.length} of ${pairs.length} ${told}${waitText(status)}`;
}
