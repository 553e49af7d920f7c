/** Pairs of one group that are one person's, all pairs of groups, all pairs of people. */
export interface Score {
  right: number;
  said: number;
  there: number;
}

export function score(groups: Int32Array, people: Int32Array): Score {
  const [cells, byGroup, byPerson] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const add = (to: Map<number, number>, key: number): void => void to.set(key, (to.get(key) ?? 0) + 1);
  for (let at = 0; at < groups.length; at++) {
    const [group, person] = [groups[at] ?? 0, people[at] ?? 0];
    add(cells, group * 2 ** 24 + person);
    add(byGroup, group);
    add(byPerson, person);
  }
  const [right = 0, said = 0, there = 0] = [cells, byGroup, byPerson].map((counts) =>
    [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0),
  );
  return { right, said, there };
}

/** Whoever is in no group of the auto band is alone. */
export function autoScore(auto: Int32Array, people: Int32Array): Score {
  return score(
    auto.map((group, at) => (group < 0 ? at : group)),
    people,
  );
}

export function f1Of({ right, said, there }: Score): number {
  return (2 * right) / (said + there);
}

/** 1 where nothing was said. */
export function precisionOf({ right, said }: Score): number {
  return said === 0 ? 1 : right / said;
}
