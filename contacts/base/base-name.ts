import { nameParts } from '../names/name-parts.ts';

/** What programs and people write where they know no name, in small letters. */
const PLACEHOLDERS = new Set(
  `anonymous|caller|contact|customer|guest|lead|n.a.|n/a|na|name|new contact|new customer|new lead|nil|no name|noname|none|null
|not available|not provided|private caller|private number|tbd|test|undefined|unknown|unknown caller|unknown contact|unknown customer
|unknown name|unknown unknown|unnamed|visitor|web visitor|webchat|wireless caller|x|xx|xxx`
    .split('|')
    .map((word) => word.trim()),
);

/** A name as names are compared for being the same; '' for one that nobody gave: a placeholder, a number, an address. */
export function comparableName(name: string): string {
  const text = name.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase().toLowerCase().normalize('NFKC');
  return PLACEHOLDERS.has(text) || nameParts(text).length === 0 ? '' : text;
}
