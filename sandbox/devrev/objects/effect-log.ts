import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/**
 * `merge`: a whole merge was applied. `merge-partial`: one half of it (see `consumed` and `left`); `merge-completed`: the other half.
 * `merge-ignored`: an accepted merge changed nothing when its time came. `merge-elsewhere`: somebody else merged the duplicate.
 * `conversations-moved`: they follow a merge that was applied before.
 */
export type EffectKind =
  | 'merge'
  | 'merge-partial'
  | 'merge-completed'
  | 'merge-ignored'
  | 'merge-elsewhere'
  | 'self-merge'
  | 'update'
  | 'person-edit'
  | 'conversations-moved'
  | 'ticket-added'
  | 'ticket-deleted'
  | 'ticket-edited'
  | 'conversation-added'
  | 'conversation-edited'
  | 'comment-added'
  | 'file-added'
  | 'contact-deleted';

export interface EffectBody {
  kind: EffectKind;
  actor: 'api' | 'person';
  /** The request that caused it; null when a person did it in the user interface. */
  requestId: string | null;
  /** The kind of the fault that shaped it. */
  fault: string | null;
  /** Display ids. */
  primary?: string;
  duplicate?: string;
  contact?: string;
  /** What was written on, or got a file. */
  object?: string;
  /** Tickets that moved (merges) or were made (`ticket-added`). */
  tickets?: string[];
  /** Conversations that moved (merges), were made or changed. */
  conversations?: string[];
  /** Tickets that still name the duplicate after a partial merge. */
  left?: string[];
  /** Whether a partial merge took the duplicate away. */
  consumed?: boolean;
  /** Field to its values before and after. */
  changed?: Record<string, { before: unknown; after: unknown }>;
  reason?: string;
}

export interface Effect extends EffectBody {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
}

export interface EffectLog {
  append(body: EffectBody): void;
  all(): Effect[];
  close(): void;
}

/** Append-only, in the order of application; with `path` every entry is one JSON line, synced before the call returns. */
export function createEffectLog({ path }: { path?: string | undefined } = {}): EffectLog {
  const effects: Effect[] = [];
  let file = path === undefined ? null : openSync(path, 'a', 0o600);
  return {
    append(body) {
      const effect: Effect = { seq: effects.length + 1, at: Date.now(), ...body };
      effects.push(effect);
      if (file === null) return;
      writeSync(file, `${JSON.stringify(effect)}\n`);
      fsyncSync(file);
    },
    all: () => effects.slice(),
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
