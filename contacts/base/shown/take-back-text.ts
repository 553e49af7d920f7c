import type { TakeBack } from '../../plan.ts';
import { counted } from '../../words/counted.ts';

/** No verb makes a contact anew by its e-mail, so none of these promises more than what a person can do by hand. */
export const TAKE_BACK_WORDS: Record<TakeBack['code'], string> = {
  'by-email':
    'cannot be taken back by this tool; could be made anew by hand by its own e-mail, without the phone, which stays with the kept one',
  'no-own-email': 'cannot be taken back: it has no e-mail of its own, and by the phone it would be the kept one',
  'email-taken-over': 'cannot be taken back: its e-mail is the kept one’s then',
  refused: 'cannot be taken back: somebody refuses messages, and what is made anew would allow them at first',
};

export function takeBackText({ duplicate, code }: TakeBack): string {
  return `${duplicate} ${TAKE_BACK_WORDS[code]}`;
}

/** Said before anything is approved: of so many pairs a person could make `anew` anew. */
export function takeBackCountText({ pairs, anew }: { pairs: number; anew: number }): string {
  const text = `${counted(pairs, 'pair')}: none can be taken back by this tool once merged`;
  if (anew === 0) return `${text}, and none could safely be made anew by hand`;
  return `${text}; ${anew} could be made anew by hand, by an e-mail of its own: explain and review say which`;
}
