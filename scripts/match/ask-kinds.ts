import { COLUMN_KINDS, type ColumnKind } from '../../matching/columns/kinds.ts';
import { type MappedColumn, missingIn } from '../../matching/columns/mapping.ts';
import { askText } from '../cli/ask.ts';
import { say } from '../cli/print.ts';
import type { MatchArgs } from './match-args.ts';

type Ask = (question: string) => Promise<string | null>;

/** Asks on a terminal what a column is of which header and cells disagree; where nothing tells who somebody is, of all that say nothing. */
export function askKinds({
  map,
  isPrivate,
}: Pick<MatchArgs, 'map' | 'isPrivate'>): (mapping: readonly MappedColumn[]) => Promise<Record<string, ColumnKind>> {
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!isTerminal || map !== null) return async () => ({});
  return (mapping) => kindsFrom(mapping, { ask: askText, isPrivate });
}

/** The answers by header; those that are no kind are asked again, an empty one leaves it. */
export async function kindsFrom(
  mapping: readonly MappedColumn[],
  { ask, isPrivate }: { ask: Ask; isPrivate: boolean },
): Promise<Record<string, ColumnKind>> {
  const found: Record<string, ColumnKind> = {};
  const isLacking = missingIn(mapping) !== null;
  for (const column of mapping) {
    const { facts, by, doubted } = column;
    if (doubted === undefined && !(isLacking && by === 'nothing' && facts.filled > 0)) continue;
    const examples = isPrivate ? '' : ` It has ${facts.examples.join(' | ')}.`;
    const why =
      doubted === undefined ? 'says nothing that is known' : `says ${doubted}, and its cells do not look like it`;
    for (;;) {
      const answer = await ask(
        `Column '${facts.header}' ${why}.${examples} What is it? Enter leaves it out of the names and numbers:`,
      );
      if (answer === null || answer.trim() === '') break;
      const kind = COLUMN_KINDS.find((one) => one === answer.trim());
      if (kind !== undefined) {
        found[facts.header] = kind;
        break;
      }
      say(`'${answer.trim()}' is none of ${COLUMN_KINDS.join(', ')}`);
    }
  }
  return found;
}
