import { ACT_KINDS, type Act } from '../faults/act.ts';
import { FAULT_KINDS, type Fault } from '../faults/fault.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { TokenGrant } from './tokens.ts';

/** Checks control bodies as far as a misspelt one must not pass in silence; the rest is the test author's. */
export function parseFault(value: unknown): Fault {
  const fault = record(value, 'a fault');
  const known = ['on', 'nth', 'times', 'every', 'pair', 'do'];
  refuseUnknown({ given: Object.keys(fault), known, what: 'fault field' });
  if (fault.on === undefined || fault.do === undefined) throw new TypeError('Expected a fault with "on" and "do"');
  const what = typeof fault.do === 'string' ? { kind: fault.do } : record(fault.do, '"do"');
  refuseUnknown({ given: [what.kind], known: FAULT_KINDS, what: 'fault' });
  if (what.kind === 'act') parseAct(what.act);
  const numbers = { late: ['ms'], slow: ['ms'], partial: ['tickets'], truncate: ['at'] }[String(what.kind)] ?? [];
  for (const name of numbers) {
    if (typeof what[name] !== 'number') throw new TypeError(`Expected "${String(what.kind)}" with a number "${name}"`);
  }
  if (what.kind === 'conflict' && typeof what.into !== 'string') throw new TypeError('Expected "conflict" with "into"');
  return { ...fault, do: what } as unknown as Fault;
}

export function parseAct(value: unknown): Act {
  const act = record(value, 'an act');
  refuseUnknown({ given: [act.kind], known: ACT_KINDS, what: 'act' });
  return act as unknown as Act;
}

export function parseSettings(value: unknown): Partial<Settings> {
  const settings = record(value, 'settings');
  refuseUnknown({ given: Object.keys(settings), known: Object.keys(DEFAULT_SETTINGS), what: 'setting' });
  return settings as Partial<Settings>;
}

/** `{"token": "t", "revoke": true}` or `{"token": "t", "grant": {"scopes": […]}}`. */
export function parseToken(value: unknown): { token: string; grant: TokenGrant | 'revoke' } {
  const { token, revoke, grant } = record(value, 'a token');
  if (typeof token !== 'string') throw new TypeError('Expected "token" to be a string');
  if (revoke === true) return { token, grant: 'revoke' };
  const { scopes, ...rest } = record(grant, '"grant"');
  if (!Array.isArray(scopes)) throw new TypeError('Expected "grant" with an array "scopes"');
  return { token, grant: { scopes: scopes.map(String), ...rest } };
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`Expected ${what}: an object`);
  return { ...value };
}

function refuseUnknown({ given, known, what }: { given: unknown[]; known: readonly string[]; what: string }): void {
  const unknown = given.find((name) => !known.includes(String(name)));
  if (unknown !== undefined || given.includes(undefined)) {
    throw new TypeError(`Unknown ${what} "${String(unknown)}": known are ${known.join(', ')}`);
  }
}
