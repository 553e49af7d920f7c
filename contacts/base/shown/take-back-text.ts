import type { TakeBack } from '../../plan.ts';

const WORDS: Record<TakeBack['code'], string> = {
  'by-email': 'can be taken back: by its own e-mail, without the phone, which would be the kept one',
  'no-own-email': 'cannot be taken back: it has no e-mail of its own, and by the phone it would be the kept one',
  'email-taken-over': 'cannot be taken back: its e-mail is the kept one’s then',
  refused: 'cannot be taken back: somebody refuses messages, and what is made anew would allow them at first',
};

export function takeBackText({ duplicate, code }: TakeBack): string {
  return `${duplicate} ${WORDS[code]}`;
}
