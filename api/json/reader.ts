import { Worker } from 'node:worker_threads';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { type ReadCustomers, type Reading, readCustomers } from '../customers/read-customers.ts';
import type { Asked, Told } from './thread.ts';

export interface JsonReader {
  /** Takes the bytes over: they are not to be used any more. */
  read(body: ReadCustomers): Promise<Reading>;
}

export interface JsonReaderOptions {
  /** No body takes longer to be read, in milliseconds. */
  deadlineMs: number;
}

/** Read at once: to take over its records from a thread keeps this one about as long as to read them, and costs a second memory. */
const SMALL = 1024 * 1024;
/** What a thread has taken of memory it gives back when it has had nothing to do for so long, in milliseconds. */
const IDLE_MS = 30_000;
const THREAD = new URL('./start-thread.mjs', import.meta.url);

/** Reads records from JSON: a small body at once, a large one in a thread of its own, one after the other, while this one answers others. */
export function openJsonReader({ deadlineMs }: JsonReaderOptions): JsonReader {
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();

  async function readInThread(body: ReadCustomers): Promise<Reading> {
    clearTimeout(idle);
    thread ??= startThread();
    const worker = thread;
    const tooLong = setTimeout(() => worker.terminate(), deadlineMs);
    try {
      return await readBy(worker, body);
    } catch (error) {
      thread = null;
      if (isTooMuch(error))
        return { status: 413, what: 'Content Too Large: to read it takes more time or memory than there is' };
      throw error;
    } finally {
      clearTimeout(tooLong);
      idle = setTimeout(() => {
        thread?.terminate();
        thread = null;
      }, IDLE_MS).unref();
    }
  }

  return {
    read: async (body) => {
      if (body.bytes.byteLength <= SMALL) return readCustomers(body);
      const reading = before.then(() => readInThread(body));
      before = reading.catch(() => {});
      return await reading;
    },
  };
}

/** One that keeps no process from ending. */
function startThread(): Worker {
  const worker = new Worker(THREAD, { execArgv: [] });
  worker.unref();
  // Between two bodies: whoever asks it next is told that it is gone.
  worker.on('error', () => {});
  return worker;
}

async function readBy(worker: Worker, body: ReadCustomers): Promise<Reading> {
  const customers: NewCustomer[] = [];
  let told = await ask(worker, body, [body.bytes.buffer as ArrayBuffer]);
  for (;;) {
    if ('status' in told) return told;
    for (const customer of told.customers) customers.push(customer);
    if (told.isLast) return { customers };
    told = await ask(worker, 'next');
  }
}

/** Rejects when the thread fails or ends instead. */
async function ask(worker: Worker, asked: Asked, transferred: ArrayBuffer[] = []): Promise<Told> {
  let unlisten = (): void => {};
  const answer = new Promise<Told>((resolve, reject) => {
    const onExit = (): void => reject(new ThreadEnded('The thread that reads JSON ended'));
    worker.once('message', resolve).once('error', reject).once('exit', onExit);
    unlisten = () => {
      worker.off('message', resolve).off('error', reject).off('exit', onExit);
    };
  });
  worker.postMessage(asked, transferred);
  return await answer.finally(unlisten);
}

class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

function isTooMuch(error: unknown): boolean {
  return error instanceof ThreadEnded || (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}
