import { GENERIC_ACCOUNT, OTHER_ACCOUNT } from './companies.ts';
import { BOT, type ClusterSpec, type ContactSpec, clusterSpec, type Studio } from './contact-spec.ts';

/** Makes one cluster that a certain rule decides. */
export type Recipe = (studio: Studio) => ClusterSpec;

/** Loses against `user_…` refs. */
function plainRef({ random }: Studio): string {
  return random.pick(['', `crm-${random.int(1000, 9999)}`, `old_user_${random.word(6)}`]);
}

/** Flag and count point to the generic one, which is wrong: the account rules must come first. */
export const genericAccount: Recipe = (studio) => {
  const specific = studio.companies.named(`${GENERIC_ACCOUNT} - ${studio.random.pick(['Lumen', 'Ostrich', 'Perk'])}`);
  return clusterSpec(studio, [
    { account: studio.companies.named(GENERIC_ACCOUNT), byBi: true, tickets: 4 },
    { account: specific, externalRef: plainRef(studio), tickets: 1 },
  ]);
};

export const genericAccountTrio: Recipe = (studio) => {
  const generic = { account: studio.companies.named(GENERIC_ACCOUNT) };
  return clusterSpec(studio, [generic, generic, { account: studio.companies.named(`${GENERIC_ACCOUNT} - Lumen`) }]);
};

export const otherAccount: Recipe = (studio) =>
  clusterSpec(studio, [{ account: studio.companies.named(OTHER_ACCOUNT), byBi: true, tickets: 3 }, {}]);

/** With more than two contacts the one whose ref is its user id is kept. */
export const otherAccountTrio: Recipe = (studio) => {
  const ref = `user_${studio.random.word(12)}`;
  return clusterSpec(studio, [
    { account: studio.companies.named(OTHER_ACCOUNT), byBi: true },
    { externalRef: ref, userId: ref },
    {},
  ]);
};

/** The CSV is older than the world: it knows of one ticket less. */
export const cxpUid: Recipe = (studio) => clusterSpec(studio, [{ csvExtra: -1 }, { externalRef: plainRef(studio) }]);

export function cxpUidOf(size: number): Recipe {
  return (studio) => {
    const others = Array.from({ length: size - 1 }, () => ({ externalRef: plainRef(studio) }));
    return clusterSpec(studio, [{}, ...others]);
  };
}

export const refIsUserId: Recipe = (studio) => {
  const ref = `user_${studio.random.word(12)}`;
  return clusterSpec(studio, [{ externalRef: ref, userId: ref }, {}]);
};

export const notBot: Recipe = (studio) => clusterSpec(studio, [{ modifiedBy: BOT }, {}]);

export const notBotTrio: Recipe = (studio) => clusterSpec(studio, [{ modifiedBy: BOT }, { modifiedBy: BOT }, {}]);

export const biTickets: Recipe = (studio) => sameRef(studio, [{ byBi: true, tickets: 4 }, { tickets: 2 }]);

/** The flag says one, the count the other. */
export const biAgainstTickets: Recipe = (studio) => sameRef(studio, [{ byBi: true, tickets: 1 }, { tickets: 3 }]);

export const newest: Recipe = (studio) => clusterSpec(studio, [{ updatedAt: 200_000 }, { updatedAt: 100_000 }]);

export const tie: Recipe = (studio) => sameRef(studio, [{ tickets: 1 }, { tickets: 1 }]);

/** Rule 3 has a winner, but the two may be people of two companies. */
export const crossAccount: Recipe = (studio) => {
  const [account = null, other = null] = studio.companies.several(2);
  return clusterSpec(studio, [{ account }, { account: other, externalRef: plainRef(studio) }]);
};

export const noAccount: Recipe = (studio) =>
  clusterSpec(studio, [{ account: null }, { account: null, externalRef: plainRef(studio) }]);

/** The CSV claims a ticket that the world does not have, so its pair must be held. */
export const oneTicketMissing: Recipe = (studio) => {
  const { contacts, sharedTickets } = crossAccount(studio);
  return { contacts: contacts.map((one) => ({ ...one, csvExtra: 1 })), sharedTickets };
};

export const manyTickets: Recipe = (studio) =>
  clusterSpec(studio, [{ tickets: 104 }, { externalRef: plainRef(studio), tickets: 2 }]);

export const manyTicketsAcross: Recipe = (studio) => {
  const { contacts } = crossAccount(studio);
  return { contacts: contacts.map((one, at) => ({ ...one, tickets: 105 + 25 * at })), sharedTickets: 12 };
};

function sameRef(studio: Studio, traits: Partial<ContactSpec>[]): ClusterSpec {
  const externalRef = `user_${studio.random.word(12)}`;
  const shared = { externalRef, userId: externalRef, modifiedBy: '', updatedAt: 150_000 };
  return clusterSpec(
    studio,
    traits.map((one) => ({ ...shared, ...one })),
  );
}
