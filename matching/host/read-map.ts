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
  /** Lists of columns that, all filled and equal, are one person. */
  same: string[][];
  /** Cells that mean nothing. */
  ignore: string[];
  /** By header, which value a merge list keeps. */
  keep: Record<string, KeepRule>;
}

/** The primary's value; the newest row's; the longest; all of them. */
export const KEEP_RULES = ['primary', 'newest', 'longest', 'all'] as const;

export type KeepRule = (typeof KEEP_RULES)[number];

export const NO_MAP: ColumnMap = { columns: {}, never: [], same: [], ignore: [], keep: {} };

const SHAPE = `columns with one of ${COLUMN_KINDS.join(', ')}, lists under never and ignore, lists of columns under same, and ${KEEP_RULES.join(', ')} by column under keep`;

const kinds = z.record(z.string(), z.enum(COLUMN_KINDS));
const texts = z.array(z.coerce.string()).default([]);
const whole = z.strictObject({
  columns: kinds.default({}),
  never: texts,
  same: z.array(z.array(z.coerce.string()).min(1)).default([]),
  ignore: texts,
  keep: z.record(z.string(), z.enum(KEEP_RULES)).default({}),
});

/** Reads `columns:`, `never:`, `same:`, `ignore:` and `keep:`, or the columns alone, as YAML or JSON. Throws InputError. */
export async function readColumnMap(path: string): Promise<ColumnMap> {
  const content = yamlOf(await readTextFile(path), path);
  if (content === null || content === undefined) {
    throw new InputError({ file: path, problem: 'is empty', todo: `write ${SHAPE}` });
  }
  const isWhole =
    typeof content === 'object' &&
    Object.entries(content).some(([key, value]) => (typeof value === 'object' && value !== null) || isPart(key, value));
  const parsed = isWhole ? whole.safeParse(content) : kinds.safeParse(content);
  if (parsed.success)
    return isWhole ? (parsed.data as ColumnMap) : { ...NO_MAP, columns: parsed.data as Record<string, ColumnKind> };
  const [issue] = parsed.error.issues;
  throw new InputError({
    file: path,
    problem: `${issue?.path.join(' → ') || 'the file'}: ${issue === undefined ? 'cannot be read' : wordsFor(issue)}`,
    todo: `expected ${SHAPE}`,
  });
}

/** Whether a key is one of the file's parts, filled in wrong, and no header of that name. */
function isPart(key: string, value: unknown): boolean {
  return Object.hasOwn(whole.shape, key) && !(COLUMN_KINDS as readonly unknown[]).includes(value);
}

function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has no part ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return issue.path[0] === 'keep' ? 'no rule of what is kept' : 'no kind of column';
  if (issue.code === 'too_small') return 'is an empty list of columns';
  if (issue.code !== 'invalid_type') return issue.message;
  return issue.expected === 'array' ? 'is no list: write it as [account]' : 'is no columns by name, each with one word';
}

/** As `readColumnMap` reads it, with what was found as comments. */
export function columnMapText(columns: readonly { header: string; kind: ColumnKind; note: string }[]): string {
  const lines = columns.map(({ header, kind, note }) => `  ${JSON.stringify(header)}: ${kind}    # ${note}`);
  return `# What each column holds: ${COLUMN_KINDS.join(', ')}.\ncolumns:\n${lines.join('\n')}\n# Columns that, filled on both and different, forbid a match. Here and below capitals make no difference: K7 and k7 are one.\nnever: []\n# Lists of columns that, all filled and equal, are one person: - [account, badge]\nsame: []\n# Cells that mean nothing.\nignore: []\n# What a merge list keeps of a column, where it is not the primary's: ${KEEP_RULES.join(', ')}.\nkeep: {}\n`;
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new InputError({ file, line: error.linePos?.[0].line, problem: 'is no YAML', todo: 'see docs/matching.md' });
  }
}
