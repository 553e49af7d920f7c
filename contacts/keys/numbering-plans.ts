import { type CountryCode, Metadata } from 'libphonenumber-js/max';

/** A country's numbers, with its patterns made once: the library makes them anew for every number, which takes most of its time. */
export interface NumberingPlan {
  callingCode: string;
  /** Countries with that code, in the library's order. */
  countries: readonly CountryCode[];
  lengths: readonly number[];
  valid: RegExp;
  /** What is dialled before a number abroad. */
  abroad: RegExp;
  /** What is dialled before a number at home. */
  prefix: RegExp | null;
  /** How its numbers begin, where that alone tells it from others with its code. */
  leading: RegExp | null;
  types: readonly NumberType[];
}

interface NumberType {
  name: string;
  lengths: readonly number[];
  pattern: RegExp;
}

/** What the library's own class can say, and its types do not name. */
interface Library {
  getCountryCodesForCallingCode(code: string): CountryCode[] | undefined;
  selectNumberingPlan(country: CountryCode): unknown;
  numberingPlan: {
    callingCode(): string;
    IDDPrefix(): string;
    nationalNumberPattern(): string;
    possibleLengths(): number[];
    nationalPrefixForParsing(): string | null | undefined;
    leadingDigits(): string | null | undefined;
    type(name: string): { pattern(): string; possibleLengths(): number[] } | undefined;
  };
}

/** In the order in which the library asks. */
const TYPES = [
  'FIXED_LINE',
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
];

const library = new Metadata() as unknown as Library;
const plans = new Map<CountryCode, NumberingPlan>();
const byCode = new Map<string, readonly CountryCode[]>();

export function numberingPlan(country: CountryCode): NumberingPlan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  library.selectNumberingPlan(country);
  const { numberingPlan: plan } = library;
  const [prefix, leading] = [plan.nationalPrefixForParsing(), plan.leadingDigits()];
  const made: NumberingPlan = {
    callingCode: plan.callingCode(),
    countries: countriesWith(plan.callingCode()),
    lengths: plan.possibleLengths(),
    valid: whole(plan.nationalNumberPattern()),
    abroad: begin(plan.IDDPrefix()),
    prefix: prefix ? begin(prefix) : null,
    leading: leading ? begin(leading) : null,
    types: TYPES.flatMap((name) => {
      const type = plan.type(name);
      return type?.pattern()
        ? [{ name: name.toLowerCase(), lengths: type.possibleLengths(), pattern: whole(type.pattern()) }]
        : [];
    }),
  };
  plans.set(country, made);
  return made;
}

/** None where the code is no country's. */
export function countriesWith(callingCode: string): readonly CountryCode[] {
  const known = byCode.get(callingCode);
  if (known !== undefined) return known;
  const countries = library.getCountryCodesForCallingCode(callingCode) ?? [];
  byCode.set(callingCode, countries);
  return countries;
}

/** In small letters; null for a number that does not exist, or of which the plan does not tell. */
export function numberType({ valid, types }: NumberingPlan, national: string): string | null {
  if (!valid.test(national)) return null;
  const found = types.find((type) => isOf(type, national))?.name ?? null;
  if (found !== 'fixed_line') return found;
  const mobile = types.find(({ name }) => name === 'mobile');
  return mobile === undefined || isOf(mobile, national) ? 'fixed_line_or_mobile' : found;
}

function isOf({ lengths, pattern }: NumberType, national: string): boolean {
  return lengths.includes(national.length) && pattern.test(national);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function begin(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})`);
}
