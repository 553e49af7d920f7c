import { z } from 'zod';

/** The first line of a dump. A later version of this program reads the versions before it. */
export const DUMP_FORMAT = 'contact-dedupe store';
export const DUMP_VERSION = 1;

/** The line that ends a table's rows: in COPY's text form no row can look like it. */
export const END_OF_ROWS = '\\.';

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

export const dumpHead = z.object({
  format: z.literal(DUMP_FORMAT),
  version: z.number().int().positive(),
  madeAt: z.string(),
  /** The migrations that the store had, by the time that drizzle knows them by. */
  migrations: z.array(z.number()),
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
  sequences: z.array(z.object({ table: name, column: name, last: z.string().regex(/^\d+$/), used: z.boolean() })),
});
export type DumpHead = z.infer<typeof dumpHead>;

export const dumpTail = z.object({
  /** By table. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  /** SHA-256 of every byte before this line, before compression. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type DumpTail = z.infer<typeof dumpTail>;

/** `copy "pairs" ("mode", …)`, for either direction. */
export function copyStatement(
  { name, columns }: { name: string; columns: readonly string[] },
  way: 'to stdout' | 'from stdin',
): string {
  return `copy "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) ${way}`;
}
