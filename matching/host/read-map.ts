import type { ColumnKind } from '../columns/kinds.ts';

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
