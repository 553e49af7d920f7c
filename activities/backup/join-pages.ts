/** `{"name":[page,page],…}` with every page's bytes exactly as they came: re-serializing would lose big numbers and key order. */
export function joinPages(lists: [string, Uint8Array[]][]): Uint8Array {
  const parts: Uint8Array[] = [];
  const add = (text: string): void => void parts.push(Buffer.from(text));
  lists.forEach(([name, pages], index) => {
    add(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:[`);
    pages.forEach((page, at) => {
      if (at > 0) add(',');
      parts.push(page);
    });
    add(']');
  });
  add('}\n');
  return Buffer.concat(parts);
}
