import type { Random } from '../random.ts';
import { createCompanies } from './companies.ts';
import type { Studio } from './contact-spec.ts';
import { createPeople } from './people.ts';

/** Where the people of a sample come from. */
export function createStudio(random: Random): Studio {
  const companies = createCompanies(random);
  let lastId = 1000;
  const nextId = (): string => {
    lastId += random.int(1, 7);
    return `REVU-${lastId}`;
  };
  return { random, companies, person: createPeople(random), nextId };
}
