import type { ShownDescription } from '../crm.ts';
import { parseAnswer } from '../http/json.ts';
import { revUserAnswer } from './schemas.ts';

/** By what people are found again, as `rev-users.get` answered it. */
export const SHOWN: ShownDescription = {
  kinds: ['full_name', 'email', 'phone'],
  cellsIn: (raw) => {
    const call = 'POST rev-users.get';
    const user = parseAnswer({ call, status: 200, body: raw, schema: revUserAnswer }).rev_user;
    const { phone_numbers: numbers } = user;
    const phones = Array.isArray(numbers) ? numbers.filter((one) => typeof one === 'string' && one !== '') : [];
    return {
      full_name: user.full_name || user.display_name || '',
      email: user.email ?? '',
      phone: phones.join('; '),
    };
  },
};
