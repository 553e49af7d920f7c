import { inspect } from 'node:util';

/** A value that prints as `[secret]` wherever it ends up by accident: JSON, template strings, inspect, errors. */
export interface Secret {
  /** The only way to the value. */
  reveal(): string;
}

/** Wraps a token or password so that no log line or error text can show it. */
export function secret(value: string): Secret {
  const hidden = (): string => '[secret]';
  return Object.freeze({ reveal: () => value, toJSON: hidden, toString: hidden, [inspect.custom]: hidden });
}
