import { words } from './words.ts';

const LEFT_OUT = new Set(
  (
    'inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg ohg ug se sa sas sarl srl spa sl bv nv ' +
    'oy ab as aps pty pte kk of the and group und et'
  ).split(' '),
);

/** Without legal forms and small words, unless nothing else is there. */
export function company(text: string): string {
  const all = words(text.replaceAll('.', ''));
  const kept = all
    .split(' ')
    .filter((word) => !LEFT_OUT.has(word))
    .join(' ');
  return kept === '' ? all : kept;
}
