/** Up to here anything is parsed: it takes little time and memory. */
const SMALL = 4 * 1024 * 1024;
/** A record takes more characters than these. */
const LEAST_RECORD = 40;
/** A record has five, and may bring many that we pass over. Parsed, one of a million keeps a processor busy for seconds. */
const MOST_KEYS = 1000;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN = [0x5b, 0x7b];
const CLOSE = [0x5d, 0x7d];

/** What a text has more of than records can need, as the end of a sentence; null where it may be parsed, be it JSON or not. */
export function jsonExcess(text: string): string | null {
  /** Of each object that is open, and 0 of each list. */
  const keys: number[] = [];
  // Parsed, 32 MiB of `{}` are 2 GiB.
  const mostBrackets = text.length > SMALL ? text.length / LEAST_RECORD : Number.POSITIVE_INFINITY;
  let brackets = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (OPEN.includes(code)) {
      brackets += 1;
      if (brackets > mostBrackets) return 'has more objects and lists than records can have';
      keys.push(0);
    } else if (CLOSE.includes(code)) keys.pop();
    else if (code === COLON) {
      const count = (keys.pop() ?? 0) + 1;
      if (count > MOST_KEYS) return `has an object of more than ${MOST_KEYS} fields`;
      keys.push(count);
    }
  }
  return null;
}

/** Where the quote stands that ends a text in JSON. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
