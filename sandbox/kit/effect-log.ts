import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What every effect has. */
export interface Numbered {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
}

export interface EffectLog<Body extends object> {
  append(body: Body): void;
  all(): (Body & Numbered)[];
  close(): void;
}

/** Append-only, in the order of application; with a path every entry is one JSON line, synced before the call returns. */
export function createEffectLog<Body extends object>(path?: string): EffectLog<Body> {
  const effects: (Body & Numbered)[] = [];
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
