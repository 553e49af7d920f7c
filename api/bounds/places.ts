import { refusal } from '../fastapi/refusal.ts';

/** What there are only so many of at once. */
export interface Places {
  /** Takes one and returns what gives it back, once. Throws a 503 at once where all are taken. */
  take(): () => void;
}

export interface PlacesOptions {
  count: number;
  /** When it is worth asking again, in milliseconds. */
  retryMs: number;
}

export function openPlaces({ count, retryMs }: PlacesOptions): Places {
  let free = count;
  return {
    take: () => {
      if (free === 0) {
        throw refusal(503, 'As many lists and uploads as there may be are under way: try again later', {
          'retry-after': String(Math.ceil(retryMs / 1000)),
        });
      }
      free -= 1;
      let isTaken = true;
      return () => {
        if (isTaken) free += 1;
        isTaken = false;
      };
    },
  };
}
