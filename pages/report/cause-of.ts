import type { ReportPair } from '../../store/reports/types.ts';
import { generalWords } from '../kit/reason-words.ts';

/** Why a pair was not merged, without what differs from pair to pair. Where only a text is known, that text. */
export function causeOf({ reason, why, result }: ReportPair): string {
  if (why !== null && why.code !== 'unknown') return generalWords(why);
  return reason ?? `${result}, without a reason`;
}
