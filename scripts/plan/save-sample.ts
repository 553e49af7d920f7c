import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import type { Kind } from '../../contacts/sample/choose-clusters.ts';
import { createSample } from '../../contacts/sample/create-sample.ts';
import { counted } from '../../contacts/words/counted.ts';
import { UsageError } from '../cli/usage-error.ts';
import { csvOptions } from './load-plan.ts';
import type { CsvInput } from './start-args.ts';

export interface SavedSample {
  output: string;
  clusters: string[];
  rows: number;
  /** As asked for; there may be fewer. */
  size: number;
  seed: number;
  kinds: Kind[];
  /** Clusters of which a rejected row speaks: never taken. */
  notWhole: number;
  /** How `preview` has to be told to read its dates, where all rows of the whole file were needed to see it. */
  dates: string | null;
}

/** Whole or not at all. Throws UsageError where it would be written over its own source, InputError as `createSample` does. */
export async function saveSample({
  csv,
  output,
  size,
  seed,
}: {
  csv: CsvInput;
  output: string;
  size: number;
  seed: number;
}): Promise<SavedSample> {
  const options = await csvOptions(csv);
  if (isSameFile(csv.path, output)) throw new UsageError('--output is the input itself: name another file');
  const file = openOutput(output);
  try {
    const write = (bytes: Uint8Array): void => file.writeBytes(bytes);
    const { clusters, ...sample } = await createSample({ ...options, size, seed, write });
    file.save();
    file.publish();
    return { output, clusters: clusters.map(({ id }) => id), size, seed, ...sample };
  } finally {
    file.discard();
  }
}

function isSameFile(input: string, output: string): boolean {
  try {
    return realpathSync(input) === realpathSync(output);
  } catch {
    return false;
  }
}

function openOutput(output: string): AtomicFile {
  try {
    return new AtomicFile(output);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`Cannot write '${basename(output)}' in '${join(dirname(output))}' (${code})`);
  }
}

export function sampleText({ output, clusters, rows, size, kinds, notWhole, dates }: SavedSample): string {
  const taken = kinds.filter((kind) => kind.taken > 0);
  const left = kinds.filter((kind) => kind.taken === 0);
  return [
    `${counted(clusters.length, 'cluster')}, ${counted(rows, 'row')}, in ${output}`,
    ...taken.map((kind) => `  ${nameOf(kind)}: ${kind.taken} of ${kind.clusters}`),
    ...(clusters.length < size ? [`The CSV has no more to take: ${size} were asked for`] : []),
    ...(left.length === 0
      ? []
      : [`Kinds that did not fit: ${left.map(nameOf).join('; ')}. A size of ${kinds.length} has all of them`]),
    ...(notWhole === 0
      ? []
      : [`${counted(notWhole, 'cluster')} not taken, because a rejected row has an address or id of theirs`]),
    ...(dates === null ? [] : [`Its dates are read as in the whole CSV with --dates ${dates}`]),
  ].join('\n');
}

/** `cxp-uid, auto` */
function nameOf({ strategy, decision }: Kind): string {
  return `${strategy}, ${decision}`;
}
