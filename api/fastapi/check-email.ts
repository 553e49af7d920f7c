import { readEmailAddress } from '../../contacts/keys/email-address.ts';
import { halfCharacter } from './check-text.ts';
import type { Checked } from './checked.ts';

/** An e-mail address as pydantic's EmailStr takes and writes it. */
export function checkEmail(value: unknown): Checked<string> {
  if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
  const half = halfCharacter(value);
  if (half !== null) return half;
  const reading = readEmailAddress(value);
  if ('address' in reading) return { value: reading.address };
  return { msg: `value is not a valid email address: ${reading.fault}`, type: 'value_error' };
}
