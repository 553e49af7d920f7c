import type { TakeBack } from '../../plan.ts';
import { counted } from '../../words/counted.ts';

/** What undo does with a merge, as far as a plan can tell. That a new e-mail is not opted in by itself no plan knows: who merges has to show it. */
export const TAKE_BACK_WORDS: Record<TakeBack['code'], string> = {
  'by-email':
    'can be taken back: undo makes it anew by its own e-mail, where prove-merge has shown that a new one is not opted in by itself; its phone stays with the kept one, and so does what that one takes over',
  'no-own-email': 'cannot be taken back: it has no e-mail of its own, and by the phone it would be the kept one',
  'email-taken-over': 'cannot be taken back: its e-mail is the kept one’s then',
  'no-name-or-place': 'cannot be taken back: without a name and a place nobody is made anew',
  refused: 'cannot be taken back: somebody refuses messages, and what is made anew would allow them at first',
};

export function takeBackText({ duplicate, code }: TakeBack): string {
  return `${duplicate} ${TAKE_BACK_WORDS[code]}`;
}

/** Of so many pairs undo can make the duplicate `anew`. `isShown`: that a new e-mail is not opted in by itself. */
export interface TakeBackCounts {
  pairs: number;
  anew: number;
  isShown: boolean;
}

/** Said before anything is approved. */
export function takeBackCountText({ pairs, anew, isShown }: TakeBackCounts): string {
  const text = counted(pairs, 'pair');
  if (anew === 0) return `${text}: none can be taken back once merged`;
  if (!isShown)
    return `${text}: none can be taken back once merged, as long as prove-merge has not shown that a new e-mail is not opted in by itself; then ${anew} could, each by an e-mail of its own`;
  return `${text}: ${anew} can be taken back once merged, each by an e-mail of its own: explain and review say which`;
}
