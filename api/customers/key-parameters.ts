import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { SET_OPERATIONS, type SetOperation } from '../../contacts/sets/set-operations.ts';
import { parametersInvalid, refuseRepeated, type WrongParameter } from '../parameters.ts';

const KEY_NAMES = ['customer_id', 'email', 'phone'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** `by` as `/openapi.json` describes it. */
export const by = z
  .enum(KEY_NAMES)
  .default('customer_id')
  .openapi({
    description: [
      "What makes two records the same customer. customer_id: the source's own id.",
      'email: the address in small letters, its domain in ASCII.',
      'phone: the number in E.164; an extension stands behind it, as in +14155552671;ext=12.',
    ].join(' '),
  });

/** Reads `?by=`. Throws a problem where it is none of the keys. */
export function readBy(c: Context): KeyName {
  refuseRepeated(c, ['by']);
  const wrong: WrongParameter[] = [];
  const found = findBy(c, wrong);
  if (wrong.length > 0) throw parametersInvalid(wrong);
  return found;
}

export interface SetQuestion {
  op: SetOperation;
  by: KeyName;
  sources: string[];
}

/** Reads `?op=&sources=&by=`. Sources stand with commas between, or each in a parameter of its own. Throws a problem that names all that is wrong. */
export function readSetQuestion(c: Context, known: readonly string[]): SetQuestion {
  refuseRepeated(c, ['op', 'by']);
  const wrong: WrongParameter[] = [];
  const op = SET_OPERATIONS.find((name) => name === c.req.query('op')) ?? null;
  if (op === null) wrong.push({ name: 'op', problem: `should be ${SET_OPERATIONS.join(', ')}` });
  const by = findBy(c, wrong);
  const sources = (c.req.queries('sources') ?? ['']).flatMap((list) => list.split(',')).map((name) => name.trim());
  if (sources.some((name) => !known.includes(name))) {
    wrong.push({ name: 'sources', problem: `should be one or more of ${known.join(', ')}, with commas between` });
  } else if (new Set(sources).size < sources.length) {
    wrong.push({ name: 'sources', problem: 'should name each source once' });
  }
  if (op === null || wrong.length > 0) throw parametersInvalid(wrong);
  return { op, by, sources };
}

function findBy(c: Context, wrong: WrongParameter[]): KeyName {
  const asked = c.req.query('by') ?? 'customer_id';
  const found = KEY_NAMES.find((name) => name === asked);
  if (found === undefined) wrong.push({ name: 'by', problem: `should be ${KEY_NAMES.join(', ')}` });
  return found ?? 'customer_id';
}
