import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../contacts/input-error.ts';
import type { Plan } from '../contacts/plan.ts';
import { planText } from '../contacts/planning/plan-text.ts';
import { type ChunkWriter, makeFolder, writeDurably } from '../store/backups/durable-file.ts';

export interface KeepInput {
  /** The run's own folder. */
  folder: string;
  plan: Plan;
  /** The file that the plan came from, and its SHA-256 when it was read; null for a plan file. */
  csv: { path: string; digest: string } | null;
}

/**
 * Keeps what a run was started from: `plan.json`, `input.csv` where there was a CSV, and `input.sha256` that `sha256sum -c`
 * checks. Throws InputError when the CSV is not the one any more that was planned.
 */
export async function keepInput({ folder, plan, csv }: KeepInput): Promise<void> {
  await makeFolder(folder);
  const kept = await writeDurably(join(folder, 'plan.json'), planBytes(plan));
  const sums = [`${kept.sha256}  plan.json`];
  if (csv !== null) {
    const { sha256 } = await writeDurably(join(folder, 'input.csv'), fileBytes(csv.path));
    if (sha256 !== csv.digest) {
      throw new InputError({ file: csv.path, problem: 'changed while it was being read', todo: 'start again' });
    }
    sums.push(`${sha256}  input.csv`);
  }
  await writeDurably(join(folder, 'input.sha256'), Buffer.from(`${sums.join('\n')}\n`));
}

/** Piece by piece: a plan may be longer than a string. */
function planBytes(plan: Plan): ChunkWriter {
  return async (write) => {
    for (const piece of planText(plan)) await write(Buffer.from(piece));
  };
}

function fileBytes(path: string): ChunkWriter {
  return async (write) => {
    for await (const chunk of createReadStream(path)) await write(chunk);
  };
}
