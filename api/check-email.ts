import type { Checked } from './check-customer.ts';
import { checkText } from './check-text.ts';

/** An e-mail address as pydantic's EmailStr takes it, with its domain in small letters. */
export function checkEmail(value: unknown): Checked<string> {
  const text = checkText(value, { most: 2048 });
  if (!('value' in text)) return text;
  const at = text.value.lastIndexOf('@');
  if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text.value)) {
    return { msg: 'value is not a valid email address', type: 'value_error' };
  }
  return { value: text.value.slice(0, at) + text.value.slice(at).toLowerCase() };
}
