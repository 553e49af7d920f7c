import { growingInts } from './growing-ints.ts';

/** Many short lists of whole numbers, one behind the other. */
export interface IntLists {
  /** Returns which one it is. */
  add: (list: ArrayLike<number>) => number;
  count: () => number;
  /** Of the list itself: who changes it, changes it. To be used before the next one comes. */
  at: (which: number) => Int32Array;
}

export function intLists(): IntLists {
  const values = growingInts();
  const ends = growingInts();
  return {
    add: (list) => {
      for (let at = 0; at < list.length; at++) values.push(list[at] ?? 0);
      ends.push(values.length());
      return ends.length() - 1;
    },
    count: () => ends.length(),
    at: (which) => values.all().subarray(which === 0 ? 0 : (ends.all()[which - 1] ?? 0), ends.all()[which] ?? 0),
  };
}
