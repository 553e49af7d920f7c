export interface Place {
  line: number;
  /** In characters, from 1. */
  column: number;
  /** The byte at the offset; undefined at the end. */
  byte: number | undefined;
}

/** The line and column of a byte. To be given the bytes anew, so that reading without errors need not count. */
export async function placeOfByte(bytes: AsyncIterable<Uint8Array>, offset: number): Promise<Place> {
  let seen = 0;
  let line = 1;
  let lineStart: Uint8Array[] = [];
  for await (const chunk of bytes) {
    const part = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.length, offset - seen));
    let from = 0;
    for (let end = part.indexOf(10); end !== -1; end = part.indexOf(10, from)) {
      line++;
      from = end + 1;
      lineStart = [];
    }
    lineStart.push(part.subarray(from));
    if (seen + chunk.length > offset) return { line, column: columnAfter(lineStart), byte: chunk[offset - seen] };
    seen += chunk.length;
  }
  return { line, column: columnAfter(lineStart), byte: undefined };
}

/** TextDecoder drops a byte order mark, which takes no column. */
function columnAfter(parts: Uint8Array[]): number {
  return new TextDecoder().decode(Buffer.concat(parts)).length + 1;
}
