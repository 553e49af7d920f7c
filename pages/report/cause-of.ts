import { printable } from '../../contacts/words/printable.ts';
import type { ReportPair } from '../../store/reports/types.ts';
import { generalWords } from '../kit/reason-words.ts';

/** Why a pair was not merged, without what differs from pair to pair. Where only a text is known, that text. */
export function causeOf({ reason, why, result }: ReportPair): string {
  if (why !== null && why.code !== 'unknown') return generalWords(why);
  return reason === null ? `${result}, without a reason` : printable(reason);
}
