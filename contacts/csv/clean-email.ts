/** What stood around or inside an address and is no part of it. */
export type Cleaned =
  | 'invisible characters'
  | 'full-width characters'
  | 'mailto:'
  | 'angle brackets'
  | 'quotes'
  | 'punctuation at the end';

/** Show nothing, or only turn the direction of what they stand beside: zero widths, soft hyphen, marks, byte order mark. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const WIDE = /[\uff01-\uff5e\u3002\uff61\ufe6b]/g;
/** With a name before it, or none; or what is left of one. */
const IN_BRACKETS = /^(?:[^<>]*<)?([^<>]*)>$/;
const QUOTES_BEFORE = /^(?:['‘’“”]+|"(?=.*"$))/;
const AT_THE_END = /[.,;:!?'"’”)\]}…、。，；：]+$/;

/** `text` is trimmed. What only looks like another letter is another letter: nobody's address is guessed. */
export function cleanEmail(text: string): { email: string; removed: Cleaned[] } {
  const removed = new Set<Cleaned>();
  let email = text;
  const step = (what: Cleaned, next: string): void => {
    if (next === email) return;
    removed.add(what);
    email = next.trim();
  };
  step('invisible characters', email.replace(INVISIBLE, ''));
  // Behind the at-sign the key does that.
  const at = email.indexOf('@');
  step(
    'full-width characters',
    email.slice(0, at === -1 ? undefined : at).replace(WIDE, narrow) + (at === -1 ? '' : email.slice(at)),
  );
  for (let before = ''; before !== email; ) {
    before = email;
    step('angle brackets', email.replace(IN_BRACKETS, '$1'));
    step('quotes', email.replace(QUOTES_BEFORE, ''));
    if (/^mailto:/i.test(email)) step('mailto:', email.slice('mailto:'.length).replace(/\?.*$/s, ''));
    step('punctuation at the end', email.replace(AT_THE_END, ''));
  }
  return { email, removed: [...removed] };
}

function narrow(wide: string): string {
  if (wide === '\ufe6b') return '@';
  const code = wide.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : '.';
}
