/**
 * Text from outside as a terminal may show it: what moves the cursor, rings, or turns the direction of writing is spelled out
 * as `\u{1b}`. A cell of a CSV may hold any of it.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same line by line: what ends a line ends it. */
export function printableText(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** The same with every text in a value of objects and lists. */
export function printableIn<T>(value: T): T {
  const of = (inner: unknown): unknown => {
    if (typeof inner === 'string') return printable(inner);
    if (Array.isArray(inner)) return inner.map(of);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, of(one)]));
  };
  return of(value) as T;
}

/** JSON with the same characters spelled out as JSON spells them: it reads back as what it was. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) =>
    Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
