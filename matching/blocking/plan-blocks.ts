import type { FieldKind, Table } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import { combine, countKeys, type KeyedBlocks } from './keys.ts';
import { type Rule, rulesOf } from './rules.ts';

/** A rule with the block of each record, split and capped. */
export interface Blocks extends KeyedBlocks {
  rule: Rule;
  pairs: number;
}

export interface BlockPlan {
  taken: Blocks[];
  /** Rules that had no room any more. */
  leftOut: string[];
  /** Blocks that stayed too large whatever they were split by. */
  skipped: { rule: string; records: number }[];
}

const SPLIT_BY: readonly FieldKind[] = ['last', 'first', 'dob', 'postcode', 'city'];
const MOST_RULES = 62;
/** Pairs for each record: with less, no rule is worth counting. */
const FEWEST_LEFT = 0.02;

/** The rules in their order, as many as the budget of pairs takes. Nothing is compared. Rule by rule. */
export function* planBlocks(table: Table): Generator<Turn, BlockPlan> {
  const cap = blockCap(table.size);
  const plan: BlockPlan = { taken: [], leftOut: [], skipped: [] };
  let left = pairBudget(table.size);
  const rules = rulesOf(table);
  for (const [at, rule] of rules.entries()) {
    yield { done: at, of: rules.length };
    if (left < FEWEST_LEFT * table.size) {
      plan.leftOut.push(rule.name);
      continue;
    }
    const blocks = blocksOf(table, rule, cap, plan);
    if (blocks.pairs === 0) continue;
    if (blocks.pairs > left || plan.taken.length === MOST_RULES) plan.leftOut.push(rule.name);
    else {
      plan.taken.push(blocks);
      left -= blocks.pairs;
    }
  }
  return plan;
}

/** How many pairs its rules find, one of several rules as often as that. */
export function pairsIn({ taken }: Pick<BlockPlan, 'taken'>): number {
  return taken.reduce((sum, { pairs }) => sum + pairs, 0);
}

/** The most records of one block. */
export function blockCap(size: number): number {
  if (size <= 200_000) return 60;
  return Math.max(30, Math.round(60 - (30 * Math.log10(size / 200_000)) / Math.log10(5)));
}

/** 20 pairs for each record up to 100,000, then fewer, 3 at a million. */
export function pairBudget(size: number): number {
  const each = size <= 100_000 ? 20 : Math.max(3, 20 - 17 * Math.log10(size / 100_000));
  return Math.max(200_000, each * size);
}

function blocksOf(table: Table, rule: Rule, cap: number, plan: BlockPlan): Blocks {
  const keys = rule.keys();
  let counts = countKeys(keys);
  for (const kind of SPLIT_BY) {
    if (!counts.some((count) => count > cap)) break;
    const at = table.fields.findIndex((field) => field.kind === kind);
    const field = table.fields[at];
    if (field === undefined || rule.fields.includes(at)) continue;
    split({ keys, counts, cap, width: rule.width, by: field.values });
    counts = countKeys(keys);
  }
  let pairs = 0;
  for (let key = 0; key < counts.length; key++) {
    const count = counts[key] as number;
    if (count > cap) plan.skipped.push({ rule: rule.name, records: count });
    if (count > cap || count < 2) counts[key] = 0;
    else pairs += (count * (count - 1)) / 2;
  }
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    if (key >= 0 && counts[key] === 0) keys[at] = -1;
  }
  return { rule, keys, counts: new Uint8Array(counts), pairs };
}

interface Split {
  keys: Int32Array;
  counts: Uint32Array;
  cap: number;
  width: number;
  by: Int32Array;
}

/** Blocks above the cap become several, with numbers behind all others; a record that lacks what they are split by leaves them. */
function split({ keys, counts, cap, width, by }: Split): void {
  let large = 0;
  for (const count of counts) if (count > cap) large += count;
  const [places, blocks, values] = [new Int32Array(large), new Int32Array(large), new Int32Array(large)];
  let size = 0;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    if (key < 0 || (counts[key] as number) <= cap) continue;
    places[size] = at;
    blocks[size] = key;
    values[size++] = by[Math.floor(at / width)] as number;
  }
  const parts = combine(blocks, values);
  for (let at = 0; at < size; at++) {
    const part = parts[at] as number;
    keys[places[at] as number] = part < 0 ? -1 : counts.length + part;
  }
}
