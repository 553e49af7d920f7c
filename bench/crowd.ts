import { request } from 'node:http';
import type { PageServer } from './page-server.ts';

export interface Crowd {
  /** How many requests were answered so far, and with 500 and more. */
  answered: number;
  failed: number;
  leave(): Promise<void>;
}

const PARALLEL = 200;
/** So often has the slow one another byte. */
const BYTE_EVERY_MS = 200;

/** So many who ask for these pages as quickly as they are answered, and one whose upload comes byte by byte. */
export function crowdAt({ url, headers }: PageServer, paths: readonly string[]): Crowd {
  let isOver = false;
  const slow = slowClient(`${url}/api/v1/plans`, headers);
  const crowd: Crowd = {
    answered: 0,
    failed: 0,
    leave: async () => {
      isOver = true;
      slow.hangUp();
      await Promise.all(asking);
    },
  };
  const ask = async (first: number): Promise<void> => {
    for (let at = first; !isOver; at += 1) {
      const answer = await fetch(url + paths[at % paths.length], { headers, redirect: 'manual' });
      await answer.arrayBuffer();
      crowd.answered += 1;
      if (answer.status >= 500) crowd.failed += 1;
    }
  };
  const asking = Array.from({ length: PARALLEL }, (_, first) => ask(first));
  return crowd;
}

function slowClient(url: string, headers: Record<string, string>): { hangUp(): void } {
  const upload = request(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' } });
  upload.on('error', () => undefined);
  const dripping = setInterval(() => upload.write('a'), BYTE_EVERY_MS);
  return {
    hangUp: () => {
      clearInterval(dripping);
      upload.destroy();
    },
  };
}
