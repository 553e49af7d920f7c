import { ConfigError } from './config-error.ts';
import { duration, type Env } from './variables.ts';

/** How much of us a client may keep, and for how long. */
export interface ApiBounds {
  /** What is under way, a body or an answer, moves by so many bytes… */
  leastBytes: number;
  /** …while we wait for the client so many milliseconds in all; else it is cut. */
  withinMs: number;
  /** And is whole after so many milliseconds, whoever is waited for. */
  deadlineMs: number;
  /** Bytes of all bodies together that are read as a whole; one of the largest is always taken. */
  bodyBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const DEADLINE = 'API_STREAM_DEADLINE';
const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** Reads and checks them. Throws ConfigError naming the variable. */
export function loadApiBounds(env: Env): ApiBounds {
  const deadlineMs = duration(env, DEADLINE, '30m');
  if (deadlineMs < SECOND || deadlineMs > DAY) {
    throw new ConfigError(`${DEADLINE} is '${env[DEADLINE]}', expected a duration from 1s to 24h`);
  }
  return { leastBytes: 64 * KIB, withinMs: 10 * SECOND, deadlineMs, bodyBytes: 128 * MIB };
}
