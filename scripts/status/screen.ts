import type { RunStatus } from '../../control/status/run-status.ts';
import { print } from '../cli/print.ts';
import { isTerminal, layOut, lookOf } from './lay-out.ts';
import { statusLines } from './lines.ts';
import { liveLines } from './live-lines.ts';
import { plainLines } from './plain-lines.ts';
import { plainStatus } from './plain-status.ts';

/** Where a run is watched. */
export interface StatusScreen {
  show(status: RunStatus): void;
  /** Leaves nothing behind that would change any more. */
  end(): void;
}

/** JSON lines on stdout; else a display on stderr when that is a terminal, and a line now and then when it is not. */
export function statusScreen({ json }: { json: boolean }): StatusScreen {
  if (json) return jsonLines();
  if (!isTerminal(process.stderr)) {
    const lines = plainLines(process.stderr);
    return { show: (status) => lines.show(plainStatus(status, Date.now())), end: () => undefined };
  }
  const live = liveLines(process.stderr);
  const { color } = lookOf(process.stderr);
  return {
    show: (status) => {
      const now = Date.now();
      live.show((columns) => layOut(statusLines(status, now), { columns, color }));
    },
    end: live.clear,
  };
}

function jsonLines(): StatusScreen {
  let before = '';
  return {
    show: (status) => {
      const text = JSON.stringify(lasting(status));
      if (text !== before) print({ json: true, value: status, text: '' });
      before = text;
    },
    end: () => undefined,
  };
}

/** Without what changes by itself: the rate, the budget and what follows from it. */
function lasting({ pairs, budget: _budget, etaMs: _etaMs, lanes: inFlight, waits, ...status }: RunStatus): object {
  return {
    ...status,
    merged: pairs.merged,
    byState: pairs.byState,
    inFlight: inFlight.map(({ cluster, duplicate, step }) => [cluster, duplicate, step]),
    waits: waits.filter((wait) => wait.for !== 'budget'),
  };
}
