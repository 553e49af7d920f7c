/** Whole numbers of 32 bits, as many as come: an array of them takes twice as much. */
export interface GrowingInts {
  push: (value: number) => void;
  /** How many there are. */
  length: () => number;
  /** All of them, until the next one comes. */
  all: () => Int32Array;
}

export function growingInts(): GrowingInts {
  let values = new Int32Array(1024);
  let count = 0;
  return {
    push: (value) => {
      if (count === values.length) {
        const more = new Int32Array(2 * count);
        more.set(values);
        values = more;
      }
      values[count++] = value;
    },
    length: () => count,
    all: () => values.subarray(0, count),
  };
}
