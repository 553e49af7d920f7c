/** Bits are whole numbers of 1/1024, so that sums are the same in every order. */
export const BIT = 1024;

/** Bits of the levels, which never fall as a level rises: neighbours that would are taken together. */
export function bitsOf(matches: number[], strangers: number[]): Int32Array {
  const bits = new Int32Array(matches.length + 1);
  const near = pooled(matches.slice(0, -1), strangers.slice(0, -1));
  for (const [at, share] of near.entries()) bits[at + 1] = Math.round(BIT * Math.log2(share));
  bits[matches.length] = Math.round(BIT * Math.log2(matches.at(-1) as number));
  return bits;
}

function pooled(matches: number[], strangers: number[]): number[] {
  const pools: { m: number; u: number; size: number }[] = [];
  for (const [at, m] of matches.entries()) {
    let pool = { m, u: strangers[at] as number, size: 1 };
    for (
      let before = pools.at(-1);
      before !== undefined && before.m / before.u > pool.m / pool.u;
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = { m: before.m + pool.m, u: before.u + pool.u, size: before.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ m, u, size }) => new Array<number>(size).fill(m / u));
}
