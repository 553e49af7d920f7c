import { words } from './words.ts';

const SHORT: Record<string, string> = Object.fromEntries(
  (
    'street st,strasse str,road rd,avenue ave,av ave,drive dr,lane ln,boulevard blvd,court ct,place pl,square sq,terrace tce,' +
    'crescent cres,parade pde,highway hwy,close cl,circuit cct,circle cir,parkway pkwy,apartment apt,suite ste,unit apt,flat apt,' +
    'north n,south s,east e,west w,northeast ne,northwest nw,southeast se,southwest sw,mount mt,saint st,building bldg,floor fl'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);

/** Small letters and digits, words of streets in their short form. */
export function address(text: string): string {
  return words(text)
    .split(' ')
    .map((word) => (Object.hasOwn(SHORT, word) ? SHORT[word] : word))
    .join(' ');
}
