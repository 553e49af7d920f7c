import { readFileSync, writeFileSync } from 'node:fs';
import type { ShownPreview } from '../../pages/start/shown-preview.ts';
import type { UploadState } from './upload-state.ts';
import type { VerbEnd } from './verb-process.ts';

/** So many of a long list are kept for the page: it says how many there are. */
const MOST_LISTED = 200;
const MOST_SAID = 4000;
const NOBODY_SAYS = 'It cannot be read, and nobody says why';

/** Keeps what the verb says of a file, without the ends of its long lists. Returns where the upload stands. */
export function keepPreview(path: string, { code, stdout, stderr }: VerbEnd): UploadState {
  const said = parse(stdout);
  if (said !== null) {
    const [review, rejected] = [said.review.slice(0, MOST_LISTED), said.rejected.slice(0, MOST_LISTED)];
    const waiting = said.keptApart ?? null;
    const kept: ShownPreview = {
      ...{ ...said, review, rejected, rejectedRows: said.rejected.length },
      keptApart: waiting?.slice(0, MOST_LISTED) ?? null,
      keptApartClusters: waiting?.length ?? 0,
    };
    writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
  }
  return code === 0 && said !== null
    ? { is: 'ready' }
    : { is: 'refused', because: stderr.trim().slice(0, MOST_SAID) || NOBODY_SAYS };
}

/** Null while there is none. */
export function keptPreview(path: string): ShownPreview | null {
  try {
    const kept = parse(readFileSync(path, 'utf8'));
    // One of an older version has not all of it.
    return kept === null ? null : { ...{ sizes: [], keptApart: null, keptApartClusters: 0 }, ...kept };
  } catch {
    return null;
  }
}

function parse(text: string): ShownPreview | null {
  try {
    return JSON.parse(text) as ShownPreview;
  } catch {
    return null;
  }
}
