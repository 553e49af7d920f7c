import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const BUFFERED = 1024 * 1024;

/** A file that appears whole or not at all: a neighbour of `path`, for its owner only, that takes the name at the end. */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #pending = '';
  #state: 'open' | 'saved' | 'done' = 'open';

  constructor(path: string) {
    this.#path = path;
    this.#temporary = `${path}.${process.pid}.part`;
    this.#descriptor = openSync(this.#temporary, 'wx', 0o600);
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length > BUFFERED) this.#flush();
  }

  writeBytes(bytes: Uint8Array): void {
    this.#flush();
    this.#put(bytes);
  }

  /** Makes the content durable. Whatever can fail for want of space has failed by then. */
  save(): void {
    this.#flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    this.#state = 'saved';
  }

  /** Gives the saved file its name. */
  publish(): void {
    renameSync(this.#temporary, this.#path);
    this.#state = 'done';
    const folder = openSync(dirname(this.#path), 'r'); // a power cut may otherwise forget the new name
    fsyncSync(folder);
    closeSync(folder);
  }

  /** Leaves what was there before. Does nothing after `publish`. */
  discard(): void {
    if (this.#state === 'open') closeSync(this.#descriptor);
    if (this.#state !== 'done') rmSync(this.#temporary, { force: true });
    this.#state = 'done';
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
  }
}
