/** Jaro and Winkler as textbooks write it: what the engine's own must equal, and outrun. */
export function plainJaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const window = Math.max(Math.floor(Math.max(a.length, b.length) / 2) - 1, 0);
  const inA = new Array<boolean>(a.length).fill(false);
  const inB = new Array<boolean>(b.length).fill(false);
  let matches = 0;
  for (let at = 0; at < a.length; at++) {
    for (let other = Math.max(0, at - window); other < Math.min(b.length, at + window + 1); other++) {
      if (inB[other] || a[at] !== b[other]) continue;
      inA[at] = true;
      inB[other] = true;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let other = 0;
  for (let at = 0; at < a.length; at++) {
    if (!inA[at]) continue;
    while (!inB[other]) other++;
    if (a[at] !== b[other]) moved++;
    other++;
  }
  const jaro = (matches / a.length + matches / b.length + (matches - Math.floor(moved / 2)) / matches) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro <= 0.7 ? jaro : jaro + prefix * 0.1 * (1 - jaro);
}
