import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../config/variables.ts';
import type { KeptApartPair } from '../../contacts/preview/kept-apart.ts';
import type { ShownPreview } from '../../pages/start/shown-preview.ts';
import { keepPreview, keptPreview } from './keep-preview.ts';
import { type StartWish, startUpload } from './start-upload.ts';
import { filesOf, isOver, listUploads, readUpload, saveUpload, sweepUploads } from './upload-files.ts';
import type { Upload } from './upload-state.ts';
import { verbProcess } from './verb-process.ts';

/** CSVs and plans that people have sent, and what became of them. */
export interface Uploads {
  /** Where their folders are. */
  root: string;
  /** A CSV of invented people to try it with, or null. */
  sample: string | null;
  /** The newest first. */
  list(): Upload[];
  find(id: string): Upload | null;
  /** Takes one whose file is whole: previews are made one at a time. */
  take(upload: Omit<Upload, 'state' | 'notStarted'>): Upload;
  /** What its preview says; null while there is none. */
  preview(id: string): ShownPreview | null;
  /** Starts a run of it. False where that is not its turn: it is not ready, or has been started. */
  start(id: string, wish: StartWish): boolean;
  close(): void;
}

export interface UploadsOptions {
  /** The data folder. */
  folder: string;
  program: string;
  sample: string | null;
  env: Env;
  /** Whom decisions keep apart, by CRM; one is not there where nobody knows its organization. */
  keptApart: () => Promise<Record<string, KeptApartPair[]>>;
}

/** Whose day is over is found no more at once, and removed soon. */
const SWEEP_MS = 5 * 60 * 1000;

/** What takes seconds to read steps back further, for those who are served meanwhile. The rest is over soon, also where everybody is busy. */
const LARGE_BYTES = 8 * 1024 * 1024;
const NICE = { small: 5, large: 15 };

export function openUploads({ folder, program, sample, env, keptApart }: UploadsOptions): Uploads {
  const root = join(folder, 'uploads');
  const ended = new AbortController();
  const { signal } = ended;
  let last: Promise<void> = Promise.resolve();
  const change = (id: string, changed: Partial<Upload>): void => {
    const now = readUpload(root, id);
    if (now !== null) saveUpload(root, { ...now, ...changed });
  };
  /** One after the other. */
  const queue = (id: string, work: () => Promise<Partial<Upload>>): void => {
    last = last.then(async () => {
      const changed = await work().catch((): Partial<Upload> | null => null);
      if (!signal.aborted) change(id, changed ?? { state: { is: 'refused', because: 'The reading of it broke off' } });
    });
  };
  const read = (id: string): void =>
    queue(id, async () => {
      change(id, { state: { is: 'reading' } });
      const { csv, plan, places, rejected, preview, keptApart: apart } = filesOf(root, id);
      // A preview without it is better than none: the page says that nobody knows.
      writeFileSync(apart, JSON.stringify(await keptApart().catch(() => ({}))), { mode: 0o600 });
      const wanted = [
        '--out',
        plan,
        '--places-out',
        places,
        '--rejected-out',
        rejected,
        '--kept-apart',
        apart,
        '--list',
        '--json',
      ];
      const end = await verbProcess({
        program,
        args: ['preview', '--csv', csv, ...wanted],
        env,
        signal,
        nice: statSync(csv).size > LARGE_BYTES ? NICE.large : NICE.small,
      });
      return { state: keepPreview(preview, end) };
    });
  const sweep = (): void => sweepUploads(root, Date.now());
  sweep();
  const sweeping = setInterval(sweep, SWEEP_MS).unref();
  // What an earlier process had before it, and never ended.
  for (const { id, kind, state } of listUploads(root)) {
    if (state.is === 'starting') change(id, { state: { is: 'ready' }, notStarted: 'The server ended meanwhile' });
    else if (kind === 'csv' && (state.is === 'waiting' || state.is === 'reading')) read(id);
  }
  return {
    root,
    sample,
    list: () => listUploads(root).filter((upload) => !isOver(upload, Date.now())),
    find: (id) => {
      const found = readUpload(root, id);
      return found === null || isOver(found, Date.now()) ? null : found;
    },
    take: (sent) => {
      const isPlan = sent.kind === 'plan';
      const upload: Upload = { ...sent, state: { is: isPlan ? 'ready' : 'waiting' }, notStarted: null };
      saveUpload(root, upload);
      if (!isPlan) read(sent.id);
      return upload;
    },
    preview: (id) => keptPreview(filesOf(root, id).preview),
    start: (id, wish) => {
      if (readUpload(root, id)?.state.is !== 'ready') return false;
      change(id, { state: { is: 'starting' }, notStarted: null });
      void startUpload({ plan: filesOf(root, id).plan, wish, program, env, signal }).then((changed) => {
        if (!signal.aborted) change(id, changed);
      });
      return true;
    },
    close: () => {
      clearInterval(sweeping);
      ended.abort();
    },
  };
}
