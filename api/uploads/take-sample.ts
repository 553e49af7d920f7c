import { copyFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { filesOf, newUpload } from './upload-files.ts';
import type { Upload } from './upload-state.ts';
import type { Uploads } from './uploads.ts';

/** The invented people, as if somebody had sent them. Null where there are none. */
export async function takeSample(uploads: Uploads, by: string): Promise<Upload | null> {
  const { sample, root } = uploads;
  if (sample === null) return null;
  const id = newUpload(root);
  await copyFile(sample, filesOf(root, id).csv);
  const { size: bytes } = await stat(sample);
  return uploads.take({ id, kind: 'csv', name: basename(sample), bytes, by, at: new Date().toISOString() });
}
