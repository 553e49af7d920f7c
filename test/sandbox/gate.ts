import type { Fault } from '../../sandbox/devrev/faults/fault.ts';

/** Holds accepted merges back until `open` is called, so that a test can look at the time between without a clock. */
export function gate(): { fault: Fault; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { fault: { on: 'rev-users.merge', every: 1, do: { kind: 'run', when: 'apply', run: () => opened } }, open };
}
