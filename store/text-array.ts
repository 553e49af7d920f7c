/** Of `text`, in Postgres' own catalogue. */
const TEXT_OID = 25;

/**
 * A `text[]` in the form that Postgres itself has it in: nothing is put in quotes here, and nothing is taken apart there. To be given as a
 * parameter with its type, `${textArray(…)}::text[]`. No text may hold a NUL.
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  const dimensions = values.length === 0 ? 0 : 1;
  let size = 12 + 8 * dimensions;
  for (const value of values) size += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  const word = (value: number): void => {
    at = bytes.writeInt32BE(value, at);
  };
  word(dimensions);
  word(values.includes(null) ? 1 : 0);
  word(TEXT_OID);
  if (dimensions === 0) return bytes;
  word(values.length);
  word(1);
  for (const value of values) {
    if (value === null) word(-1);
    else {
      const written = bytes.write(value, at + 4);
      word(written);
      at += written;
    }
  }
  return bytes;
}
