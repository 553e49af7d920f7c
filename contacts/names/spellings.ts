/** Parts that are tried joined in every order: four have 24. */
const MOST_JOINED = 4;
const MOST_SPELLINGS = 64;
const UNSPACED = /^(?:\p{Script=Han}+|\p{Script=Hangul}+)$/u;

/**
 * The same name as others may write it: with Chinese, Japanese and Korean names taken apart into family and given name, and with
 * all parts written as one, in any order.
 */
export function spellings(parts: string[]): string[][] {
  const apart = parts.reduce<string[][]>(
    (all, part) => all.flatMap((before) => takenApart(part).map((one) => [...before, ...one])).slice(0, MOST_SPELLINGS),
    [[]],
  );
  if (parts.length < 2 || parts.length > MOST_JOINED) return apart;
  return [...apart, ...orders(parts).map((order) => [order.join('')])];
}

/** Which sign begins the given name nobody can tell: only likely places count, so that 王明 does not become a part of 王小明. */
function takenApart(part: string): string[][] {
  const signs = [...part];
  if (signs.length < 2 || !UNSPACED.test(part)) return [[part]];
  const places = signs.length < 4 ? [1] : signs.length === 4 ? [2] : [2, 3];
  return [[part], ...places.map((at) => [signs.slice(0, at).join(''), signs.slice(at).join('')])];
}

function orders(parts: string[]): string[][] {
  if (parts.length < 2) return [parts];
  return parts.flatMap((part, at) => orders(parts.filter((_, other) => other !== at)).map((rest) => [part, ...rest]));
}
