import type { Logger } from '../../log/logger.ts';
import type { CustomerStore } from '../../store/customers/customer-store.ts';
import { dropExpiredKeys } from '../../store/customers/idempotent-write.ts';
import { findUnknownSources } from '../../store/customers/unknown-sources.ts';

/** What is looked after before the first request: sources that the settings forgot, and keys that nobody will ask for again. */
export async function beforeStart({
  store,
  sources,
  log,
}: {
  store: CustomerStore;
  sources: readonly string[];
  log: Logger;
}): Promise<void> {
  for (const source of await findUnknownSources(store, sources)) {
    log.warn(
      `There are records of source '${source}', which CUSTOMER_SOURCES does not name: they are listed and analyzed, and no other route knows them`,
    );
  }
  await dropExpiredKeys(store.pool);
}
