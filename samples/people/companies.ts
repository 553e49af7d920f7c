import type { Random } from '../random.ts';
import type { WorldAccount, WorldWorkspace } from '../world/world.ts';

export const GENERIC_ACCOUNT = 'Upwork';
export const OTHER_ACCOUNT = 'Velocity Global - OTHER';

/** Some names are hard on purpose: quotes, commas, a line break, another script, a formula. */
const NAMES = [
  'Northwind Traders',
  'Fabrikam "Fine" Goods, Inc.',
  'Wolf, Müller & Söhne\n(Köln)',
  'Ćevap & Co',
  '青空商事',
  'Contoso',
  'Litware',
  'Adatum',
  'Proseware',
  'Tailspin Toys',
  'Woodgrove',
  'Lucerne',
  'Margie Travel',
  'Trey Research',
  "=cmd|' /C calc'!A0",
];

export interface Companies {
  accounts: WorldAccount[];
  workspaces: WorldWorkspace[];
  /** The account with this name; made with its workspace when it is new. */
  named: (name: string) => WorldAccount;
  /** One of the ordinary companies. */
  any: () => WorldAccount;
  /** As many different ones. */
  several: (count: number) => WorldAccount[];
}

export function createCompanies(random: Random): Companies {
  const accounts: WorldAccount[] = [];
  const workspaces: WorldWorkspace[] = [];

  function named(name: string): WorldAccount {
    const known = accounts.find((account) => account.name === name);
    if (known !== undefined) return known;
    const number = accounts.length + 1;
    const account = { id: `ACC-${number}`, name };
    accounts.push(account);
    workspaces.push({ id: `REV-${number}`, name, account: account.id });
    return account;
  }

  return {
    accounts,
    workspaces,
    named,
    any: () => named(random.pick(NAMES)),
    several: (count) => random.shuffle(NAMES).slice(0, count).map(named),
  };
}
