import type { Plan } from '../../contacts/plan.ts';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { until } from './outcome.ts';
import type { Scene } from './scene.ts';

export interface Held {
  /** Resolves when every request that was to be held has arrived. */
  arrived(): Promise<void>;
  letGo(): void;
}

/** Holds requests at the sandbox, one for each of these, so that a test can act while the worker is known to wait there. */
export function hold(scene: Scene, requests: Omit<Fault, 'do'>[]): Held {
  let waiting = 0;
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  for (const request of requests) {
    const run = (): Promise<void> => {
      waiting += 1;
      return gate;
    };
    scene.sandbox.addFault({ ...request, do: { kind: 'run', run } });
  }
  return { arrived: () => until('the held requests have arrived', () => waiting === requests.length, 60_000), letGo };
}

/** One request of each kind that a merge makes, of six different clusters: its POST twice, and a read of its backup, of `fresh` and of the first look. */
export function oneOfEach(plan: Plan): Omit<Fault, 'do'>[] {
  const pairs = plan.clusters.map(({ primary, duplicates }) => ({ primary, duplicate: duplicates[0] ?? '' }));
  const of = (index: number, on: string, nth = 1): Omit<Fault, 'do'> => {
    const pair = pairs[index];
    if (pair === undefined) throw new RangeError(`The plan has no cluster ${index}`);
    return { on, nth, pair: on === 'rev-users.merge' ? pair : { duplicate: pair.duplicate } };
  };
  return [
    of(0, 'rev-users.merge'),
    of(1, 'rev-users.merge'),
    of(2, 'rev-users.get', 1),
    of(3, 'works.list', 2),
    of(4, 'rev-users.get', 2),
    of(5, 'rev-users.get', 3),
  ];
}
