import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../input-error.ts';
import type { KeptApartPair } from './kept-apart.ts';

const FILE = z.record(
  z.string(),
  z.array(z.strictObject({ a: z.string(), b: z.string(), by: z.string(), at: z.iso.datetime() })),
);

/** Whom decisions of a store keep apart, as a server writes it for its previews: by CRM. Null: nobody knows it of this one. Throws InputError. */
export function readKeptApart(path: string, crm: string): KeptApartPair[] | null {
  const todo = 'expected the JSON that the pages write for their previews';
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const problem = `cannot be read (${error instanceof Error && 'code' in error ? error.code : 'no JSON'})`;
    throw new InputError({ file: path, problem, todo });
  }
  const { data } = FILE.safeParse(said);
  if (data === undefined)
    throw new InputError({ file: path, problem: 'is no list of people who are kept apart', todo });
  return data[crm] ?? null;
}
