const LONGEST = 80;

/** A person's name as it is recorded with what they decide: one line, nothing invisible in it. Null for what cannot be one. */
export function personName(text: string): string | null {
  const name = text.trim().replace(/ +/g, ' ');
  const isOne = name.length > 0 && name.length <= LONGEST && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
  return isOne ? name : null;
}
