/** How long a second signal counts as the same one: npm passes on what the terminal sent already. */
const SAME_MS = 1000;

/** Waits for Ctrl-C or a request to end. One more of them, later, ends this process at once with 130. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      first ??= performance.now();
      if (performance.now() - first > SAME_MS) process.exit(130);
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
