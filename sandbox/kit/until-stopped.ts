/** Resolves on SIGTERM or SIGINT, and with a leash also when standard input closes (its holder died). */
export function untilStopped({ leash }: { leash: boolean }): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (!leash) return;
    process.stdin.on('end', () => resolve());
    process.stdin.on('close', () => resolve());
    process.stdin.on('error', () => resolve());
    process.stdin.resume();
  });
}
