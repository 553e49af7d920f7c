/** Names from the rules file, compared without regard to case. */
export interface NameList {
  names: string[];
  lowerCase: Set<string>;
}

export function nameList(names: string[]): NameList {
  return { names, lowerCase: new Set(names.map((name) => name.trim().toLowerCase())) };
}

export function isNamed({ lowerCase }: NameList, name: string): boolean {
  return lowerCase.has(name.toLowerCase());
}
