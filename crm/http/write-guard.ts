import type { Dispatcher } from 'undici';
import { CrmError } from '../errors.ts';

/** undici calls `onRequestStart` and writes head and body in the same turn: a no that comes there lets no byte leave. */
export function guardWrites(mayWrite: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        handler.onRequestStart?.(controller, context);
        if (!mayWrite())
          controller.abort(new CrmError({ kind: 'timeout', message: 'Not sent: too late to be written' }));
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}
