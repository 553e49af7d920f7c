import pino from 'pino';
import { loadConfig } from '../../config/env.ts';
import { untilSignal } from '../../local/process/until-signal.ts';
import { runWorker } from '../../workers/run-worker.ts';
import { BOOK, BOOK_CONNECTORS } from './book-connector.ts';

/** A worker for the address book alone, as a process of its own. Prints a line when it is ready. */
await runWorker({
  config: loadConfig(process.env, process.cwd(), BOOK),
  connectors: BOOK_CONNECTORS,
  find: () => ({
    databaseUrl: process.env.DATABASE_URL ?? '',
    temporal: { address: process.env.TEMPORAL_ADDRESS ?? '' },
    namespace: process.env.TEMPORAL_NAMESPACE ?? '',
  }),
  until: untilSignal(),
  log: pino({ level: 'silent' }),
  onReady: () => process.stdout.write('ready\n'),
});
