import type { Gate } from './pair-work.ts';

/** Where there is no run that could be resumed: a stop ends what is done, and it is tried again afterwards. */
export function refusingGate(): Gate {
  return { goOnAfter: async () => false, wasStopped: async () => {}, stop: async () => 0 };
}
