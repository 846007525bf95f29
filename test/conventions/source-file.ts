import { parseSync } from 'vite';

/** One import or re-export of a file. `isType` when nothing of it is there at run time. */
export interface ImportLine {
  specifier: string;
  names: string[];
  isType: boolean;
  line: number;
}

/** One exported name; `documented` when a doc comment stands right before it. */
export interface ExportLine {
  name: string;
  isType: boolean;
  isReexport: boolean;
  documented: boolean;
  line: number;
}

/** A tagged template; values are replaced by `${}`. */
export interface Template {
  tag: string;
  text: string;
  line: number;
}

type Parsed = ReturnType<typeof parseSync>;

/** A file, and what its code says: parsed when first asked. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #parsed: Parsed | undefined;
  #bare: string | undefined;
  #code: string | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** `server` of `server/tickets/view.ts` */
  get folder(): string {
    return this.path.split('/')[0] ?? '';
  }

  /** `view` of `server/tickets/view.ts` */
  get name(): string {
    return (this.path.split('/').at(-1) ?? '').replace(/\.(?:d\.)?[a-z]+$/, '').replace(/\.test$/, '');
  }

  get isTest(): boolean {
    return /\.test\.tsx?$/.test(this.path);
  }

  get parsed(): Parsed {
    this.#parsed ??= parseSync(this.path, this.text);
    return this.#parsed;
  }

  /** The text with its comments blanked out, same length. */
  get bare(): string {
    if (this.#bare === undefined) {
      const pieces = this.text.split('');
      for (const { start, end } of this.parsed.comments) blank(pieces, start, end);
      for (const { type, start, end } of this.nodes()) {
        if (type !== 'TemplateElement') continue;
        for (const comment of this.text.slice(start, end).matchAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g))
          blank(pieces, start + comment.index, start + comment.index + comment[0].length);
      }
      this.#bare = pieces.join('');
    }
    return this.#bare;
  }

  /** The text with comments, strings and template texts blanked out: only what runs. */
  get code(): string {
    if (this.#code === undefined) {
      const pieces = this.bare.split('');
      for (const { type, start, end, value } of this.nodes()) {
        if (type === 'TemplateElement') blank(pieces, start, end);
        if (type === 'Literal' && typeof value === 'string') blank(pieces, start + 1, end - 1);
      }
      this.#code = pieces.join('');
    }
    return this.#code;
  }

  get imports(): ImportLine[] {
    const { staticImports, staticExports, dynamicImports } = this.parsed.module;
    const lines: ImportLine[] = staticImports.map((found) => ({
      specifier: found.moduleRequest.value,
      names: found.entries.map((entry) => entry.importName.name ?? entry.importName.kind),
      isType: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
      line: this.lineOf(found.start),
    }));
    for (const found of staticExports) {
      const specifier = found.entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
      const isType = found.entries.every((entry) => entry.isType);
      if (specifier) lines.push({ specifier, names: found.entries.map((entry) => entry.importName.name ?? '*'), isType, line: this.lineOf(found.start) });
    }
    for (const found of dynamicImports) {
      const quoted = /^(['"`])([^'"`$]+)\1$/.exec(this.text.slice(found.moduleRequest.start, found.moduleRequest.end).trim());
      if (quoted?.[2]) lines.push({ specifier: quoted[2], names: ['*'], isType: false, line: this.lineOf(found.start) });
    }
    return lines;
  }

  get exports(): ExportLine[] {
    return this.parsed.module.staticExports.flatMap((found) =>
      found.entries.map((entry) => ({
        name: entry.exportName.name ?? (entry.exportName.kind === 'Default' ? 'default' : '*'),
        isType: entry.isType || /^export (?:declare )?(?:interface|type|abstract interface)\b/.test(this.text.slice(found.start, found.start + 60)),
        isReexport: entry.moduleRequest !== null && entry.moduleRequest !== undefined,
        documented: this.#isDocumented(found.start),
        line: this.lineOf(found.start),
      })),
    );
  }

  /** `html` and `css` templates, nested ones too. */
  get templates(): Template[] {
    const found: Template[] = [];
    for (const node of this.nodes()) {
      if (node.type !== 'TaggedTemplateExpression') continue;
      const { tag, quasi } = node as unknown as { tag: { name?: string }; quasi: { quasis: { value: { raw: string } }[] } };
      if (tag.name) found.push({ tag: tag.name, text: quasi.quasis.map((piece) => piece.value.raw).join('${}'), line: this.lineOf(node.start) });
    }
    return found;
  }

  /** Every node of the syntax tree, parents first. */
  nodes(): Iterable<SyntaxNode> {
    return walk(this.parsed.program);
  }

  lineOf(offset: number): number {
    return this.text.slice(0, offset).split('\n').length;
  }

  /** `path:line` of each match in `where`. */
  find(pattern: RegExp, where: 'text' | 'bare' | 'code' = 'code'): { at: string; match: string }[] {
    const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`;
    return [...this[where].matchAll(new RegExp(pattern.source, flags))].map((match) => ({ at: `${this.path}:${this.lineOf(match.index)}`, match: match[0] }));
  }

  #isDocumented(start: number): boolean {
    return this.parsed.comments.some(
      (comment) =>
        comment.type === 'Block' &&
        comment.value.startsWith('*') &&
        comment.end <= start &&
        /^(?:\s|@\w+(?:\([^)]*\))?)*$/.test(this.text.slice(comment.end, start)),
    );
  }
}

/** A node of the syntax tree, as far as the conventions look at it. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  value?: unknown;
}

function* walk(node: unknown): Generator<SyntaxNode> {
  if (Array.isArray(node)) {
    for (const child of node) yield* walk(child);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  if ('type' in node && 'start' in node) yield node as SyntaxNode;
  for (const child of Object.values(node)) if (child !== null && typeof child === 'object') yield* walk(child);
}

function blank(pieces: string[], start: number, end: number): void {
  for (let index = start; index < end; index += 1) if (pieces[index] !== '\n') pieces[index] = ' ';
}
