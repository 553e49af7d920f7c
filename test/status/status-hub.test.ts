import { expect, test } from 'vitest';
import type { RunStatus } from '../../control/status/run-status.ts';
import { hubOf, type StatusListener } from '../../control/status/status-hub.ts';

/** A run whose statuses the test makes. */
function played() {
  const made: { runId: string; signal: AbortSignal; say: (n: number) => void; end: (error?: Error) => void }[] = [];
  const hub = hubOf((runId, signal) => {
    const queue: (number | null)[] = [];
    let failed: Error | undefined;
    let wake = (): void => undefined;
    const put = (one: number | null): void => {
      queue.push(one);
      wake();
    };
    made.push({
      runId,
      signal,
      say: put,
      end: (error) => {
        failed = error;
        put(null);
      },
    });
    return (async function* () {
      for (;;) {
        while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const next = queue.shift();
        if (next === null && failed) throw failed;
        if (next == null) return;
        yield { pairs: { merged: next } } as RunStatus;
      }
    })();
  });
  return { hub, made };
}

function heard(): StatusListener & { said: (number | 'end')[] } {
  const said: (number | 'end')[] = [];
  return { said, onStatus: ({ pairs }) => void said.push(pairs.merged), onEnd: () => void said.push('end') };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('A run is read once for all who listen, and who comes later hears at once how it stands', async () => {
  const { hub, made } = played();
  const [one, two] = [heard(), heard()];
  hub.listen('r', one);
  made[0]?.say(1);
  await soon();
  hub.listen('r', two);
  made[0]?.say(2);
  await soon();
  expect([one.said, two.said, made.length]).toEqual([[1, 2], [1, 2], 1]);
});

test('Nobody is read for when the last one has gone, and the next one begins anew', async () => {
  const { hub, made } = played();
  const leave = [hub.listen('r', heard()), hub.listen('r', heard())];
  leave[0]?.();
  expect([hub.reading(), made[0]?.signal.aborted]).toEqual([1, false]);
  leave[1]?.();
  expect([hub.reading(), made[0]?.signal.aborted]).toEqual([0, true]);
  hub.listen('r', heard());
  expect(made).toHaveLength(2);
});

test.for([undefined, new Error('no such run')])('All hear that there is no more to be heard (%s)', async (error) => {
  const { hub, made } = played();
  const [one, two] = [heard(), heard()];
  hub.listen('r', one);
  hub.listen('r', two);
  made[0]?.say(1);
  await soon();
  made[0]?.end(error);
  await soon();
  expect([one.said, two.said, hub.reading()]).toEqual([[1, 'end'], [1, 'end'], 0]);
});
