import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import { problemAnswer, problemError, problemSchema } from './problem.ts';

export interface WrongParameter {
  name: string;
  /** Goes on after the name: `should be 1 to 1000`. Without the value. */
  problem: string;
}

export function parametersInvalid(parameters: readonly WrongParameter[]): HTTPException {
  const detail = parameters.map(({ name, problem }) => `'${name}' ${problem}`).join('; ');
  return problemError('parameter-invalid', { detail, members: { parameters } });
}

/** Refuses parameters that are there more than once where one value is meant: to take the first would answer another question. */
export function refuseRepeated(c: Context, names: readonly string[]): void {
  const repeated = names.filter((name) => (c.req.queries(name)?.length ?? 0) > 1);
  if (repeated.length > 0) throw parametersInvalid(repeated.map((name) => ({ name, problem: 'should be given once' })));
}

const schema = problemSchema
  .extend({ parameters: z.array(z.object({ name: z.string(), problem: z.string() })).optional() })
  .openapi('ParameterProblem');

export const PARAMETERS_INVALID = { 422: problemAnswer(['parameter-invalid'], schema) };
