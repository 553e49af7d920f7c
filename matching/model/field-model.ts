import { LEVELS } from '../levels/compare.ts';
import { LEVEL_NAMES } from '../levels/level-names.ts';
import type { Field, FieldKind } from '../records/table.ts';
import { BIT } from './level-bits.ts';

/** What was learned of a field, for people: by level, `different` first. */
export interface FieldModel {
  kind: FieldKind;
  name: string;
  /** Codes of its levels. */
  levels: readonly string[];
  matches: number[];
  strangers: number[];
  /** Of `equal` those of a value of usual frequency. */
  bits: number[];
}

export function fieldModel(
  { kind, name }: Field,
  { matches, strangers, bits }: { matches: number[]; strangers: number[]; bits: Int32Array },
): FieldModel {
  const near = Array.from(bits.subarray(1, LEVELS[kind]), (value) => value / BIT);
  const equal = Math.log2((matches.at(-1) as number) / (strangers.at(-1) as number));
  return { kind, name, levels: LEVEL_NAMES[kind], matches, strangers, bits: [...near, equal] };
}
