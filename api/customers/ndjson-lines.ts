import { isUtf8 } from 'node:buffer';
import { jsonExcess } from '../fastapi/json-excess.ts';
import { parseJson } from '../fastapi/parse-json.ts';
import { type UploadLine, UploadUnreadable } from './upload-line.ts';

const LINE_FEED = 10;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** No record is as long: what comes without a line break is no NDJSON, and must not fill the memory. */
const MOST_LINE = 1024 * 1024;

/** So few characters have no more fields than a record may. */
const SHORT = 5000;
/** A chunk may be of lines of two bytes: to find that one is no JSON takes longer than to read a record. */
const MOST_AT_ONCE = 500;

/** What JSON can begin and end with. A parser that throws takes ten times as long as one that reads a record: few lines are to make it. */
const FIRST = '{["-0123456789tfn';
const LAST = '}]"0123456789el';

/** The lines of NDJSON, some hundred at a time. Empty ones are passed over. Throws UploadUnreadable. */
export async function* ndjsonLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<UploadLine[]> {
  let line = 1;
  for await (const bytes of wholeLines(source)) {
    let lines: UploadLine[] = [];
    for (let from = 0; from < bytes.length; line += 1) {
      const end = bytes.indexOf(LINE_FEED, from);
      const found = readLine(bytes.subarray(from, end === -1 ? undefined : end), line);
      if (found !== null) lines.push(found);
      if (lines.length === MOST_AT_ONCE) {
        yield lines;
        lines = [];
      }
      from = end === -1 ? bytes.length : end + 1;
    }
    yield lines;
  }
}

function readLine(bytes: Buffer, line: number): UploadLine | null {
  const start = line === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  if (!isUtf8(bytes)) return { line, column: null, problem: 'is not valid UTF-8' };
  const text = bytes.toString('utf8', start);
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!FIRST.includes(trimmed[0] ?? '') || !LAST.includes(trimmed.at(-1) ?? '')) return noJson(line);
  const excess = text.length > SHORT ? jsonExcess(text) : null;
  if (excess !== null) return { line, column: null, problem: excess };
  try {
    return { line, value: parseJson(text) };
  } catch {
    return noJson(line);
  }
}

function noJson(line: number): UploadLine {
  return { line, column: null, problem: 'is not valid JSON' };
}

/** Cuts bytes after line breaks. */
async function* wholeLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const block = Buffer.concat([...rest, bytes.subarray(0, end)]);
      yield block;
      line += lineBreaksIn(block);
      rest = [];
      size = 0;
    }
    rest.push(bytes.subarray(end));
    size += bytes.length - end;
    if (size > MOST_LINE) {
      throw new UploadUnreadable({ line, column: null, problem: `is longer than ${MOST_LINE} bytes` });
    }
  }
  yield Buffer.concat(rest);
}

function lineBreaksIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
