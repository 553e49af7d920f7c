import { defaultPayloadConverter, type PayloadConverter } from '@temporalio/common';

/**
 * What Temporal's own converter cannot read is nothing: a signal of bytes in an unknown encoding, which anybody can send, would else fail
 * its workflow's every turn for ever. Found by the bundler through its path.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  fromPayload: <T>(payload: Parameters<PayloadConverter['fromPayload']>[0]): T => {
    try {
      return defaultPayloadConverter.fromPayload<T>(payload);
    } catch {
      return undefined as T;
    }
  },
};
