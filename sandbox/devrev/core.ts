import type { EffectLog } from './effect-log.ts';
import type { FaultBook } from './fault-book.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { RequestLog } from './request-log.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { TokenGrant } from './tokens.ts';

/** The parts of one running sandbox, made once and handed to whoever answers. */
export interface Core {
  store: Store;
  settings: Settings;
  tokens: Map<string, TokenGrant>;
  effects: EffectLog;
  requests: RequestLog;
  faults: FaultBook;
  limiter: RateLimiter;
  schedule: Schedule;
  /** The two origins, without a slash at the end; set once they listen. */
  origins: { api: string; attachments: string };
  /** Signs attachment URLs. */
  secret: string;
}
