import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { readTextFile } from '../../contacts/csv/read-text-file.ts';
import { InputError } from '../../contacts/input-error.ts';
import { COLUMN_KINDS, type ColumnKind } from '../columns/kinds.ts';

/** What a person says of a file's columns. */
export interface ColumnMap {
  /** By header. */
  columns: Record<string, ColumnKind>;
  /** Columns that, filled on both and different, forbid. */
  never: string[];
  /** Cells that mean nothing. */
  ignore: string[];
}

export const NO_MAP: ColumnMap = { columns: {}, never: [], ignore: [] };

const kinds = z.record(z.string(), z.enum(COLUMN_KINDS));
const texts = z.array(z.coerce.string()).default([]);
const whole = z.strictObject({ columns: kinds.default({}), never: texts, ignore: texts });

/** Reads `columns:`, `never:` and `ignore:`, or the columns alone, as YAML or JSON. Throws InputError. */
export async function readColumnMap(path: string): Promise<ColumnMap> {
  const content = yamlOf(await readTextFile(path), path);
  const isWhole =
    typeof content === 'object' &&
    content !== null &&
    Object.values(content).some((value) => typeof value === 'object');
  const parsed = isWhole ? whole.safeParse(content) : kinds.safeParse(content);
  if (parsed.success)
    return isWhole ? (parsed.data as ColumnMap) : { ...NO_MAP, columns: parsed.data as Record<string, ColumnKind> };
  const [issue] = parsed.error.issues;
  throw new InputError({
    file: path,
    problem: `${issue?.path.join(' → ') || 'the file'}: ${issue?.message ?? 'cannot be read'}`,
    todo: `expected columns with one of ${COLUMN_KINDS.join(', ')}, and lists under never and ignore`,
  });
}

/** As `readColumnMap` reads it, with what was found as comments. */
export function columnMapText(columns: readonly { header: string; kind: ColumnKind; note: string }[]): string {
  const lines = columns.map(({ header, kind, note }) => `  ${JSON.stringify(header)}: ${kind}    # ${note}`);
  return `# What each column holds: ${COLUMN_KINDS.join(', ')}.\ncolumns:\n${lines.join('\n')}\n# Columns that, filled on both and different, forbid a match.\nnever: []\n# Cells that mean nothing.\nignore: []\n`;
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new InputError({ file, line: error.linePos?.[0].line, problem: 'is no YAML', todo: 'see docs/matching.md' });
  }
}
