import { createHash } from 'node:crypto';

/** The bytes of an attachment: always the same for an id, and exactly as many as its size says. */
export function attachmentBytes({ id, size }: { id: string; size: number }): Buffer {
  return size === 0 ? Buffer.alloc(0) : createHash('shake256', { outputLength: size }).update(id).digest();
}
