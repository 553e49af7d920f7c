import type { PodiumAct } from './contacts.ts';
import type { PodiumSettings } from './settings.ts';

/** Which requests: pages of the list, one contact, locations, tokens; of writes those of contacts, of tags and attributes, of consent, and a merge. */
export type FaultPlace =
  | 'contacts'
  | 'contact'
  | 'locations'
  | 'token'
  | 'create'
  | 'change'
  | 'delete'
  | 'label'
  | 'consent'
  | 'merge';

export interface PodiumFault {
  on: FaultPlace;
  /** Lets so many of them pass first. @default 0 */
  skip?: number;
  /** @default 1 */
  times?: number;
  do: /** The answer alone. */
    | { kind: 'lose' }
    /** The request: nothing is done. */
    | { kind: 'drop' }
    /** A write is accepted and done so much later, or never. */
    | { kind: 'land'; afterMs: number }
    | { kind: 'never-land' }
    | { kind: 'hang' }
    | { kind: 'cut'; at: number }
    | { kind: 'slow'; ms: number }
    | { kind: 'status'; status: number; body: unknown }
    | { kind: 'invalid-cursor' }
    | { kind: 'expire-token' }
    | { kind: 'envelope'; envelope: PodiumSettings['envelope'] }
    | { kind: 'act'; act: PodiumAct }
    /** Whatever a function does, before it is handled: in-process only. */
    | { kind: 'run'; run: () => void | Promise<void> };
}

export interface Faults {
  add(fault: PodiumFault): void;
  /** What bites this request, in the order in which they were armed. */
  take(on: FaultPlace | null): PodiumFault['do'][];
  clear(): void;
}

export function createFaults(): Faults {
  let armed: { fault: PodiumFault; skip: number; times: number }[] = [];
  return {
    add: (fault) => void armed.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }),
    take: (on) => {
      const bites: PodiumFault['do'][] = [];
      for (const one of armed) {
        if (one.fault.on !== on || one.times === 0) continue;
        if (one.skip > 0) {
          one.skip -= 1;
          continue;
        }
        one.times -= 1;
        bites.push(one.fault.do);
      }
      return bites;
    },
    clear: () => {
      armed = [];
    },
  };
}
