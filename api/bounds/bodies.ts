import { refusal } from '../fastapi/refusal.ts';

/** A body that is read as a whole: it keeps its bytes from others until it ends. */
export interface HeldBody {
  /** Throws a 503 at once where all bodies together would have more bytes than may be held. */
  add(bytes: number): void;
  end(): void;
}

export interface BodiesOptions {
  /** Bytes, of all together. */
  most: number;
  /** When it is worth asking again, in milliseconds. */
  retryMs: number;
}

export function openBodies({ most, retryMs }: BodiesOptions): () => HeldBody {
  let held = 0;
  return () => {
    let own = 0;
    return {
      add: (bytes) => {
        if (held + bytes > most) {
          const headers = { 'retry-after': String(Math.ceil(retryMs / 1000)) };
          throw refusal(503, 'As many large bodies as may be are under way: try again later', headers);
        }
        held += bytes;
        own += bytes;
      },
      end: () => {
        held -= own;
        own = 0;
      },
    };
  };
}
