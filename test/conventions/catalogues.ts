import type { SourceFile, SyntaxNode } from './source-file.ts';

/** Sentences of one language, as a file has them. */
export interface Catalogue {
  at: string;
  isMalay: boolean;
  /** what the English and the Malay one have in common: folder and name without the language */
  key: string;
  /** key → the marks of its sentence (of all plural forms together), sorted */
  sentences: Map<string, string[]>;
}

const language = /(?:^|-)(?:malay|ms|english|en)(?=-|$)/g;

/** The catalogues a file holds: objects of nothing but sentences. */
export function catalogues(file: SourceFile): Catalogue[] {
  if (!/words?|malay|english|(?:-ms|-en)$/.test(file.name)) return [];
  return [...file.nodes()].flatMap((node) => {
    const declaration = node as SyntaxNode & { id?: { name?: string }; init?: SyntaxNode };
    if (node.type !== 'VariableDeclarator' || !declaration.id?.name || !declaration.init) return [];
    const object = unwrap(declaration.init);
    if (object.type !== 'ObjectExpression') return [];
    const sentences = sentencesOf(object, file.text);
    if (sentences.size === 0) return [];
    const name = declaration.id.name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
    const isMalay = /(?:^|-)(?:malay|ms)(?:-|$)/.test(name) || /(?:^|-)(?:malay|ms)(?:-|$)/.test(file.name);
    const folder = file.path.split('/').slice(0, -1).join('/');
    const isLocal = /^(?:malay|english|ms|en)$/.test(name);
    return [{ at: `${file.path}:${file.lineOf(node.start)}`, isMalay, key: `${folder}/${(isLocal ? file.name : name).replace(language, '')}`, sentences }];
  });
}

function unwrap(node: SyntaxNode): SyntaxNode {
  const inner = node as SyntaxNode & { expression?: SyntaxNode };
  return /^TS(?:As|Satisfies)Expression$/.test(node.type) && inner.expression ? unwrap(inner.expression) : node;
}

/** Key → the marks of its sentence (of all plural forms together), sorted. Objects that are not sentences are left out. */
function sentencesOf(object: SyntaxNode, text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const { properties } = object as unknown as { properties: { type: string; key: { name?: string; value?: string }; value: SyntaxNode }[] };
  for (const property of properties) {
    if (property.type !== 'Property') continue;
    const key = property.key.name ?? property.key.value ?? '';
    const value = unwrap(property.value);
    if (!/^(?:Literal|TemplateLiteral|ObjectExpression|BinaryExpression)$/.test(value.type)) return new Map();
    found.set(key, [...new Set([...text.slice(value.start, value.end).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort());
  }
  return found;
}
