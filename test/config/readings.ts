import ts from 'typescript';

/** What holds a sentence for people: a reason, an error's message, the text of how a request ended. */
const SENTENCE = /^(\w*[rR]eason|message|outcome|lostBecause)$/;
/** Often a word of a closed set, which is what lists and comparing are for; with a space in it it is a sentence. */
const MAY_BE_WORD = 'outcome';

/** Of a text: they look into it. */
const LOOKS = ['startsWith', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'match', 'matchAll', 'search'];
/** Of a text: what they give is still the sentence. */
const PARTS = ['trim', 'toLowerCase', 'toUpperCase', 'slice', 'substring', 'normalize', 'toString', 'at', 'charAt'];
/** Of a pattern: they are asked for a text. */
const PATTERNS = ['test', 'exec'];
/** Of a list, a set or a map. */
const LISTS = ['includes', 'indexOf', 'has', 'get'];
const EQUAL = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
];

/** A text under another name: `const r = run.reason`, `{ reason: r }`; wherever in `within` that name stands. */
interface Alias {
  name: string;
  /** The name that says what it is. */
  of: string;
  within: ts.Node;
}

/** Where code looks into a sentence, or compares one with a text: each place as it is written, on one line. */
export function readingsIn(text: string): string[] {
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const aliases: Alias[] = [];
  const found: string[] = [];
  // Names come before they are used; a name for a name is found in the same walk.
  walk(file, (node) => aliases.push(...aliasesIn(node, aliases)));
  walk(file, (node) => {
    if (isReading(node, aliases)) found.push(node.getText().replace(/\s+/g, ' '));
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function aliasesIn(node: ts.Node, known: Alias[]): Alias[] {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
    const of = sentenceOf(node.initializer, known);
    return of === null ? [] : [{ name: node.name.text, of, within: scopeOf(node) }];
  }
  if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && node.propertyName !== undefined) {
    const of = node.propertyName.getText();
    return SENTENCE.test(of) ? [{ name: node.name.text, of, within: scopeOf(node) }] : [];
  }
  return [];
}

function scopeOf(node: ts.Node): ts.Node {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isBlock(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

/** The name by which it is known that this is a sentence; null where it is none. */
function sentenceOf(node: ts.Expression, aliases: Alias[]): string | null {
  const whole = (inner: ts.Expression): string | null => sentenceOf(inner, aliases);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
    return whole(node.expression);
  if (ts.isIdentifier(node)) return SENTENCE.test(node.text) ? node.text : aliasOf(node, aliases);
  if (ts.isPropertyAccessExpression(node)) return SENTENCE.test(node.name.text) ? node.name.text : null;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return SENTENCE.test(node.argumentExpression.text) ? node.argumentExpression.text : null;
  if (ts.isBinaryExpression(node) && isFallback(node.operatorToken.kind)) return whole(node.left) ?? whole(node.right);
  if (ts.isConditionalExpression(node)) return whole(node.whenTrue) ?? whole(node.whenFalse);
  if (ts.isCallExpression(node)) return partOf(node, aliases);
  return null;
}

function isFallback(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** `reason.trim()`, `String(reason)` */
function partOf({ expression, arguments: given }: ts.CallExpression, aliases: Alias[]): string | null {
  const [first] = given;
  if (ts.isIdentifier(expression) && expression.text === 'String' && first) return sentenceOf(first, aliases);
  if (!ts.isPropertyAccessExpression(expression) || !PARTS.includes(expression.name.text)) return null;
  return sentenceOf(expression.expression, aliases);
}

function aliasOf(node: ts.Identifier, aliases: Alias[]): string | null {
  const named = aliases.filter(({ name }) => name === node.text);
  for (let at: ts.Node = node; named.length > 0 && at !== undefined; at = at.parent) {
    const alias = named.find(({ within }) => within === at);
    if (alias !== undefined) return alias.of;
  }
  return null;
}

function isReading(node: ts.Node, aliases: Alias[]): boolean {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return looksInto(node, node.expression, aliases);
  if (ts.isBinaryExpression(node) && EQUAL.includes(node.operatorToken.kind))
    return compares(node.left, node.right, aliases) || compares(node.right, node.left, aliases);
  if (ts.isSwitchStatement(node))
    return node.caseBlock.clauses.some(
      (clause) => ts.isCaseClause(clause) && compares(node.expression, clause.expression, aliases),
    );
  if (ts.isElementAccessExpression(node)) {
    const of = sentenceOf(node.argumentExpression, aliases);
    return of !== null && of !== MAY_BE_WORD;
  }
  return false;
}

function looksInto(call: ts.CallExpression, method: ts.PropertyAccessExpression, aliases: Alias[]): boolean {
  const name = method.name.text;
  const asked = call.arguments.map((argument) => sentenceOf(argument, aliases));
  if (LOOKS.includes(name) && sentenceOf(method.expression, aliases) !== null) return true;
  if (PATTERNS.includes(name)) return asked.some((of) => of !== null);
  return LISTS.includes(name) && asked.some((of) => of !== null && of !== MAY_BE_WORD);
}

/** No text at all is no sentence, and of two sentences none is read. */
function compares(said: ts.Expression, other: ts.Expression, aliases: Alias[]): boolean {
  const of = sentenceOf(said, aliases);
  if (of === null || sentenceOf(other, aliases) !== null) return false;
  if (of === MAY_BE_WORD) return ts.isStringLiteralLike(other) && other.text.includes(' ');
  if (ts.isStringLiteralLike(other)) return other.text !== '';
  return other.kind !== ts.SyntaxKind.NullKeyword && other.getText() !== 'undefined';
}
