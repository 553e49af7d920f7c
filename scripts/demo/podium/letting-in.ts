export const CRM: string[] = ['--crm', 'podium'];

/** The page that `authorize` prints. */
export const AGREE = /https?:\/\/\S+\/oauth\/authorize\?\S+/;

/** As a browser does with a person who agrees: it is sent back to an address with the code, which the person copies. */
export function agreeOn(address: string | undefined): Promise<string> | null {
  if (address === undefined) return null;
  return fetch(address, { redirect: 'manual' }).then(({ headers }) => headers.get('location') ?? '');
}
