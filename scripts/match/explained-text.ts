import { waterfall } from '../../contacts/explain/matched-text.ts';
import { fieldWords } from '../../contacts/explain/matched-words.ts';
import { NOT_AUTO_WORDS } from '../../contacts/explain/not-auto-words.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { NotInBand } from '../../matching/clusters/not-in-band.ts';
import type { Apart, Explained } from './explain-two.ts';

const NOT_AUTO: Record<NotInBand, string> = NOT_AUTO_WORDS;

/** Both values, the waterfall, and what became of the two and why. `isNot`: why they are not together comes first. */
export function explainedText(explained: Explained, { isNot }: { isNot: boolean }): string {
  const { a, b, values, prior, steps, rules } = explained;
  const fields = values.map(
    ({ field, a: one, b: other }) => `  ${fieldWords(field)}: ${one || '(nothing)'} | ${other || '(nothing)'}`,
  );
  const fall = waterfall([
    { field: 'prior', weight: prior },
    ...steps.map(({ bits, ...step }) => ({ ...step, weight: bits })),
  ]);
  const compared =
    rules.length > 0
      ? `Compared by: ${rules.join(', ')}`
      : explained.isEqual
        ? 'They are equal in all that is compared'
        : 'No rule compared them: they share nothing that is looked at';
  const end = outcome(explained);
  return [`${a} and ${b}`, ...(isNot ? end : []), ...fields, '', ...fall, '', compared, ...(isNot ? [] : end)].join(
    '\n',
  );
}

function outcome({ apart, band, notAuto, weight, prior, lines }: Explained): string[] {
  if (apart !== null) return [`Not together: ${apartWords(apart, weight + prior)}`];
  if (band === 'auto') return ['Together, in the auto band'];
  const need = notAuto === 'below-line' ? ` (${weight.toFixed(1)} of ${lines.auto.toFixed(1)} bits)` : '';
  return ['Together, in review', ...(notAuto === null ? [] : [`Not in the auto band: ${NOT_AUTO[notAuto]}${need}`])];
}

function apartWords({ sizes, links, wall }: Apart, odds: number): string {
  if (wall !== null) return `${wall.a} and ${wall.b} are kept apart: ${wallWords(wall)}`;
  const isPair = sizes[0] === 1 && sizes[1] === 1;
  if (isPair && odds < 0) return `they are more likely two people than one, by ${(-odds).toFixed(1)} bits`;
  if (links === null)
    return `their clusters have ${sizes[0]} and ${counted(sizes[1], 'row')}, too many to compare all pairs between them`;
  if (isPair) return 'no rule compared them before';
  const own = odds < 0 ? `; these two are more likely two people than one, by ${(-odds).toFixed(1)} bits` : '';
  return `between their clusters of ${sizes[0]} and ${counted(sizes[1], 'row')} ${counted(links.found, 'pair')} of ${sizes[0] * sizes[1]} ${links.found === 1 ? 'is' : 'are'} more likely one person, and ${links.needed} would have to be${own}`;
}

function wallWords(wall: NonNullable<Apart['wall']>): string {
  if (wall.by === 'column') return `the column '${wall.column}' differs`;
  return wall.by === 'source' ? 'they come from one source' : 'a person has said that they are two people';
}
