import { z } from '@hono/zod-openapi';
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

const schema = problemSchema
  .extend({ parameters: z.array(z.object({ name: z.string(), problem: z.string() })).optional() })
  .openapi('ParameterProblem');

export const PARAMETERS_INVALID = { 422: problemAnswer(['parameter-invalid'], schema) };
