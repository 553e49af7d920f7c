import type { Context } from 'hono';
import { problemError } from '../problem.ts';

export const RUN_SHAPE: RegExp = /^[0-9a-f]{12}-[1-9]\d{0,8}$/;

/** The run that a path names. Throws the problem of a 404 for what can be none: it never reaches the database. */
export function runIdOf(c: Context, name = 'run'): string {
  return idOf(c, name, RUN_SHAPE);
}

/** Whether a text may be a run's id at all. */
export function isRunId(text: string): boolean {
  return RUN_SHAPE.test(text);
}

/** The run of a query, which a cluster is looked at in. Throws the problem of a 422. */
export function runAsked(c: Context): string {
  const run = c.req.query('run') ?? '';
  if (isRunId(run)) return run;
  throw problemError('parameter-invalid', { detail: "'run' should be the run that it is looked at in" });
}

export const CLUSTER_SHAPE: RegExp = /^[0-9a-f]{32}$/;

/** The same for a cluster. */
export function clusterIdOf(c: Context, name = 'cluster'): string {
  return idOf(c, name, CLUSTER_SHAPE);
}

const PAIR = /^[0-9a-f]{32}\.[\w.:-]{1,150}$/;

/** The same for a pair, as a person types it. */
export function pairNameOf(c: Context, name = 'pair'): string {
  return idOf(c, name, PAIR);
}

function idOf(c: Context, name: string, shape: RegExp): string {
  const id = c.req.param(name) ?? '';
  if (shape.test(id)) return id;
  throw problemError('not-found', { detail: `There is no ${name} of this id` });
}
