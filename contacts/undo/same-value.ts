/** Whether a field says nothing: a CRM may omit what is empty. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether two values of a field say the same. A list of texts is a set: no CRM promises its order. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonicalValue(a) === canonicalValue(b);
}

/** A value as JSON, its keys in sorted order; `null` for what is empty. */
export function canonicalValue(value: unknown): string {
  return JSON.stringify(isEmpty(value) ? null : inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.every((one) => typeof one === 'string') ? [...items].sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
}
