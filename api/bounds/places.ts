import { refusal } from '../fastapi/refusal.ts';

/** What there are only so many of at once. */
export interface Places {
  /**
   * Takes one and returns what gives it back, once. Throws a 503 at once where all are taken, or all that one client may have. Null: nobody
   * knows whose it is.
   */
  take(client: string | null): () => void;
}

export interface PlacesOptions {
  count: number;
  /** So many of them, and no more, are any one client's: others find one free. */
  perClient: number;
  /** When it is worth asking again, in milliseconds. */
  retryMs: number;
}

export function openPlaces({ count, perClient, retryMs }: PlacesOptions): Places {
  let free = count;
  const taken = new Map<string, number>();
  const refuse = (what: string): never => {
    throw refusal(503, `As many lists and uploads ${what} are under way: try again later`, {
      'retry-after': String(Math.ceil(retryMs / 1000)),
    });
  };
  const add = (client: string | null, number: 1 | -1): void => {
    free -= number;
    if (client === null) return;
    const now = (taken.get(client) ?? 0) + number;
    if (now === 0) taken.delete(client);
    else taken.set(client, now);
  };
  return {
    take: (client) => {
      if (free === 0) refuse('as there may be');
      if (client !== null && (taken.get(client) ?? 0) >= perClient) refuse('as one client may have');
      add(client, 1);
      let isTaken = true;
      return () => {
        if (isTaken) add(client, -1);
        isTaken = false;
      };
    },
  };
}
