import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** `write`: the API was asked to change something. All else is what people and Podium itself do. */
export interface PodiumEffect {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  kind: 'write' | 'updated' | 'deleted' | 'restored' | 'merged' | 'added';
  /** Uids, of a write the path. */
  subject: string;
  /** The contact that Podium merged the subject into. */
  into?: string;
}

export interface PodiumEffects {
  append(effect: Omit<PodiumEffect, 'seq' | 'at'>): void;
  all(): PodiumEffect[];
  close(): void;
}

/** Append-only, in the order of application; with a path every entry is one JSON line, synced before the call returns. */
export function createEffects(path?: string): PodiumEffects {
  const effects: PodiumEffect[] = [];
  let file = path === undefined ? null : openSync(path, 'a', 0o600);
  return {
    append(body) {
      const effect = { seq: effects.length + 1, at: Date.now(), ...body };
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
