/** Masks of sources, one bit each. A byte per mask where that is enough: less memory is less time. */
export type MaskArray = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export function maskArray({ sources, length }: { sources: number; length: number }): MaskArray {
  return sources <= 8 ? new Uint8Array(length) : new Uint32Array(length);
}
