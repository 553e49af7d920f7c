import type { RequestLog } from '../kit/request-log.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { FaultBook } from './faults/fault-book.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import type { TokenGrant } from './http/tokens.ts';
import type { EffectLog } from './objects/effect-log.ts';
import type { Store } from './objects/store.ts';
import type { Settings } from './settings.ts';

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
