const BLANK = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
/**
 * Where a text stops being JSON, counted in characters as Python's decoder counts them; null when it is JSON. Only for telling:
 * it is slower than `JSON.parse`, and needs no more memory however deep the text is nested than its brackets.
 */
export function findJsonFault(text: string): number | null {
  const at = faultAt(text);
  return at === null ? null : at - countPairs(text, at);
}

function faultAt(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let at = skip(BLANK, text, 0);
  for (;;) {
    // A value is due.
    const start = text[at];
    if (start === '{' || start === '[') {
      const first = skip(BLANK, text, at + 1);
      if (text[first] !== (start === '{' ? '}' : ']')) {
        open.push(start);
        at = first;
        if (start === '[') continue;
        const key = skipKey(text, at);
        if ('fault' in key) return key.fault;
        at = key.end;
        continue;
      }
      at = first + 1;
    } else if (start === '"') {
      const string = skipString(text, at);
      if ('fault' in string) return string.fault;
      at = string.end;
    } else {
      const end = skip(LITERAL, text, at);
      if (end === at) return at;
      at = end;
    }
    // A value has ended: what is around it goes on, or ends too.
    for (at = skip(BLANK, text, at); open.length > 0 && text[at] === closing(open); at = skip(BLANK, text, at + 1)) {
      open.pop();
    }
    const around = open.at(-1);
    if (around === undefined) return at === text.length ? null : at;
    if (text[at] !== ',') return at;
    at = skip(BLANK, text, at + 1);
    if (around === '[') continue;
    const key = skipKey(text, at);
    if ('fault' in key) return key.fault;
    at = key.end;
  }
}

function closing(open: readonly ('{' | '[')[]): string {
  return open.at(-1) === '{' ? '}' : ']';
}

type Skipped = { end: number } | { fault: number };

/** A key, its colon, and the blanks up to the value. */
function skipKey(text: string, at: number): Skipped {
  if (text[at] !== '"') return { fault: at };
  const key = skipString(text, at);
  if ('fault' in key) return key;
  const colon = skip(BLANK, text, key.end);
  return text[colon] === ':' ? { end: skip(BLANK, text, colon + 1) } : { fault: colon };
}

/** A text not closed is told by its start, a wrong escape by its backslash, too few hexadecimal digits by their `u`. */
function skipString(text: string, at: number): Skipped {
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text[end] ?? '';
    if (character === '"') return { end: end + 1 };
    if (character < ' ') return { fault: end };
    if (character !== '\\') continue;
    end += 1;
    if (text[end] === 'u') {
      if (!/^[0-9a-f]{4}$/i.test(text.slice(end + 1, end + 5))) return { fault: end };
      end += 4;
    } else if (end < text.length && !'"\\/bfnrt'.includes(text[end] ?? '')) {
      return { fault: end - 1 };
    }
  }
  return { fault: at };
}

/** How many characters before the place are of two code units. */
function countPairs(text: string, before: number): number {
  let pairs = 0;
  for (let at = 0; at < before; at += 1) if ((text.codePointAt(at) ?? 0) > 0xffff) pairs += 1;
  return pairs;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
