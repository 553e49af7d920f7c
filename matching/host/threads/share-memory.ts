type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/**
 * Moves all arrays of numbers within to memory that threads share, where they are: nothing is there twice, and what threads are told of it costs nothing.
 * An array that is shared already stays.
 */
export function shareMemory(value: object): void {
  for (const [key, part] of Object.entries(value)) {
    if (isNumbers(part)) Reflect.set(value, key, inSharedMemory(part));
    else if (typeof part === 'object' && part !== null) shareMemory(part);
  }
}

function isNumbers(part: unknown): part is Numbers {
  return ArrayBuffer.isView(part) && !(part instanceof DataView);
}

function inSharedMemory(numbers: Numbers): Numbers {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const memory = new SharedArrayBuffer(numbers.byteLength);
  const shared = newLike(numbers, memory);
  shared.set(numbers);
  return shared;
}

function newLike(numbers: Numbers, memory: SharedArrayBuffer): Numbers {
  if (numbers instanceof Int32Array) return new Int32Array(memory);
  if (numbers instanceof Uint32Array) return new Uint32Array(memory);
  if (numbers instanceof Uint16Array) return new Uint16Array(memory);
  if (numbers instanceof Uint8Array) return new Uint8Array(memory);
  return new Float64Array(memory);
}
