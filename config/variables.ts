import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { parseDuration } from './duration.ts';

export type Env = Record<string, string | undefined>;

/** A variable's value; null where it is unset or blank. */
export function text(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

/** `NAME`, or the content of the file that `NAME_FILE` names (Docker secrets). */
export function secretText(env: Env, name: string): string | null {
  const value = text(env, name);
  const file = text(env, `${name}_FILE`);
  if (value !== null || file === null) return value;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    throw new ConfigError(`${name}_FILE is '${file}', which cannot be read: name a readable file or unset it`);
  }
}

/** Milliseconds. Throws ConfigError. */
export function duration(env: Env, name: string, fallback: string): number {
  const value = text(env, name) ?? fallback;
  const ms = parseDuration(value);
  if (ms === null) throw new ConfigError(`${name} is '${value}', expected a duration such as 500ms, 45s, 32m or 2h`);
  return ms;
}
