import { UsageError } from '../cli/usage-error.ts';

/** What is asked for: one contact, all of a run, or a column of a file. */
export type Asked = { id: string } | { run: string } | { csv: string; column: string };

/** Throws UsageError unless exactly one of the three is asked for. */
export function redirectsAsked(
  { run, csv, column }: { run?: string; csv?: string; column?: string },
  positionals: string[],
): Asked {
  const [id, ...more] = positionals;
  const ways = [id, run, csv].filter((way) => way !== undefined).length;
  if (more.length > 0 || ways !== 1) throw new UsageError('Expected one of ID, --run RUN and --csv FILE --column NAME');
  if ((csv === undefined) !== (column === undefined))
    throw new UsageError('--csv FILE and --column NAME go together: which column has the ids?');
  if (csv !== undefined && column !== undefined) return { csv, column };
  return run === undefined ? { id: id ?? '' } : { run };
}
