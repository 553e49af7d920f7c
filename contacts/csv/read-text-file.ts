import { isUtf8 } from 'node:buffer';
import { InputError } from '../input-error.ts';
import { csvFile } from './source.ts';

/** A small file as text: rules, a plan. Throws InputError when it cannot be read or is not UTF-8. */
export async function readTextFile(path: string): Promise<string> {
  const { name: file, open } = csvFile(path);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new InputError({ file, problem: 'is not valid UTF-8 text' });
  return new TextDecoder().decode(bytes);
}
