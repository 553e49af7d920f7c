import type { ApiSettings } from '../config/api-settings.ts';
import type { Logger } from '../log/logger.ts';
import type { CustomerStore } from '../store/customers/customer-store.ts';

/** What the routes are built on. */
export interface ApiOptions {
  store: CustomerStore;
  settings: ApiSettings;
  log: Logger;
}
