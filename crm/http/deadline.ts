/** One bound for a whole call. `signal` aborts when the time is over or the caller's own signal does. */
export interface Deadline {
  signal: AbortSignal;
  /** True when the time ended the call, false when the caller did. */
  expired(): boolean;
  /** Frees the timer and the listener; call it when the call has ended. */
  end(): void;
}

export function startDeadline(options: { ms: number; signal?: AbortSignal | undefined }): Deadline {
  const { ms, signal } = options;
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, ms);
  const follow = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) follow();
  signal?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}
