import type { ApiSettings } from '../config/api-settings.ts';
import type { Logger } from '../log/logger.ts';
import type { CustomerStore } from '../store/customers/customer-store.ts';
import type { HeldBody } from './bounds/bodies.ts';
import type { Places } from './bounds/places.ts';
import type { Desk } from './desk.ts';
import type { HookOptions } from './hooks/hook-routes.ts';
import type { JsonReader } from './json/reader.ts';

/** What the API is made of. */
export interface ApiOptions {
  store: CustomerStore;
  settings: ApiSettings;
  log: Logger;
  /** Where people see to runs; absent, there are customers alone. */
  desk?: Desk | undefined;
  /** Absent: no CRM may tell anything by itself. */
  hooks?: HookOptions;
}

/** What the routes are built on. */
export interface RouteOptions extends ApiOptions {
  /** Of what is answered or taken as a stream, each on a connection to the database. */
  places: Places;
  /** Begins to hold a body that is read as a whole. */
  holdBody: () => HeldBody;
  json: JsonReader;
}
