import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceTree } from './source-tree.ts';

/** Names the browser gave a meaning: a block that fires them again needs no word about it. */
const native = new Set(['change', 'input', 'click', 'toggle', 'close', 'cancel', 'focus', 'blur', 'scroll', 'submit', 'animationend', 'transitionend']);

/** What an element does, from its code. */
function read(file: SourceFile) {
  const html = file.templates.filter((template) => template.tag === 'html').map((template) => template.text.replace(/<!--[\s\S]*?-->/g, ''));
  const css = file.templates.filter((template) => template.tag === 'css').map((template) => template.text);
  const all = (texts: string[], pattern: RegExp): Set<string> =>
    new Set(texts.flatMap((text) => [...text.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(/\s+/).filter(Boolean))));
  const parts = all(html, /\spart="([^"$]+)"/g);
  const slots = new Set(html.flatMap((text) => [...text.matchAll(/<slot\b([^>]*)>/g)].map((match) => (match[1] ?? '').match(/\sname="([^"$]+)"/)?.[1] ?? '-')));
  const events = new Set(
    [...file.bare.matchAll(/(?:\bemit(?:<[^>(]*>)?\(\s*|new (?:CustomEvent|Event)(?:<[^>(]*>)?\(\s*)'([a-z][\w-]*)'/g)].map((match) => match[1] ?? ''),
  );
  const properties = all(css, /var\(\s*(--engage-[\w-]+)/g);
  return { parts, slots, events, properties };
}

function docOf(file: SourceFile) {
  const comment = file.parsed.comments.find(
    (found) => found.value.startsWith('*') && /^\s*(?:@\w+(?:\([^)]*\))?\s*)*export (?:default )?(?:abstract )?class\b/.test(file.text.slice(found.end)),
  );
  const lines = (comment?.value ?? '').split('\n').map((line) => line.replace(/^\s*\*\s?/, '').trim());
  const tags = (tag: string): Set<string> => new Set(lines.flatMap((line) => new RegExp(`^@${tag}\\s+(?:\\{[^}]*\\}\\s+)?([\\w-]+)`).exec(line)?.[1] ?? []));
  return {
    text: lines.filter((line) => line && !line.startsWith('@')).join(' '),
    tag: new Set([...tags('tag'), ...tags('element'), ...tags('tagname')]),
    fires: tags('fires'),
    parts: tags('csspart'),
    slots: tags('slot'),
    properties: tags('cssprop'),
  };
}

const elementFiles = (tree: SourceTree): SourceFile[] =>
  tree.code('widgets').filter((file) => !file.path.startsWith('widgets/gallery/') && /\bdefineElement\(/.test(file.code) && /\bexport class\b/.test(file.code));

/** The classes an element grows from, nearest first, as far as they are ours. */
function basesOf(tree: SourceTree, file: SourceFile): SourceFile[] {
  const name = /\bexport (?:abstract )?class \w+(?:<[^{]*?>)? extends (\w+)/.exec(file.code)?.[1];
  const base = name && tree.code('widgets').find((one) => new RegExp(`\\bexport (?:abstract )?class ${name}\\b`).test(one.code));
  return base && base !== file ? [base, ...basesOf(tree, base)] : [];
}

/** What a host page or a colleague may rely on is written at the class, and is there. */
export const elementDocumentation: Rule = {
  name: 'elements document their tag, events, parts, slots and properties',
  check: (tree) =>
    elementFiles(tree).flatMap((file) => {
      const [code, doc] = [read(file), docOf(file)];
      for (const base of basesOf(tree, file)) for (const name of read(base).events) code.events.add(name);
      const isShared = file.path.startsWith('widgets/ui/') || file.path.split('/')[1] === file.name;
      const faults: string[] = [];
      const compare = (tag: string, there: Set<string>, said: Set<string>, strict: boolean): void => {
        for (const name of there)
          if (strict && !said.has(name) && !native.has(name)) faults.push(`${file.path}: expected "@${tag} ${name}" in the class comment`);
        for (const name of said)
          if (!there.has(name) && !(tag === 'fires' && file.bare.includes(`'${name}'`)))
            faults.push(`${file.path}: "@${tag} ${name}" is documented but not in the code`);
      };
      if (!doc.text) faults.push(`${file.path}: expected a comment above the class that says what it is for`);
      if (isShared && doc.tag.size === 0) faults.push(`${file.path}: expected "@element engage-${file.name}" in the class comment`);
      compare('fires', code.events, doc.fires, true);
      compare('csspart', code.parts, doc.parts, isShared);
      compare('slot', code.slots, doc.slots, isShared);
      for (const name of code.properties)
        if (!doc.properties.has(name)) faults.push(`${file.path}: expected "@cssprop ${name}" in the class comment (or a token of widgets/theme)`);
      return faults;
    }),
  wrong: [
    {
      files: { 'widgets/ui/a.ts': `export class A extends EngageElement { x() { this.emit('a-done'); } }\ndefineElement(tag('a'), A);` },
      says: /expected a comment above/,
    },
    { files: { 'widgets/ui/a.ts': `/** A. */\nexport class A extends EngageElement {}\ndefineElement(tag('a'), A);` }, says: /@element engage-a/ },
    {
      files: {
        'widgets/ui/a.ts': `/** A.\n * @element engage-a */\nexport class A extends EngageElement { x() { this.emit('a-done'); } }\ndefineElement(tag('a'), A);`,
      },
      says: /@fires a-done/,
    },
    {
      files: {
        'widgets/ui/a.ts': `/** A.\n * @element engage-a\n * @fires b-done - x */\nexport class A extends EngageElement {}\ndefineElement(tag('a'), A);`,
      },
      says: /b-done.*not in the code/,
    },
    {
      files: {
        'widgets/ui/base.ts': `export abstract class Base extends EngageElement { x() { this.emit('a-done'); } }`,
        'widgets/ui/a.ts': `/** A.\n * @element engage-a */\nexport class A extends Base {}\ndefineElement(tag('a'), A);`,
      },
      says: /@fires a-done/,
    },
    {
      files: {
        'widgets/ui/a.ts':
          '/** A.\n * @element engage-a */\nexport class A extends E { render() { return html`<p part="x"><slot name="y"></slot></p>`; } }\ndefineElement(tag(\'a\'), A);',
      },
      says: /@csspart x[\s\S]*@slot y/,
    },
    {
      files: {
        'widgets/ui/a.ts':
          "/** A.\n * @element engage-a */\nexport class A extends E { static styles = css`p { color: var(--engage-odd); }`; }\ndefineElement(tag('a'), A);",
      },
      says: /@cssprop --engage-odd/,
    },
  ],
  right: [
    {
      'widgets/ui/base.ts': `export abstract class Base extends EngageElement { x() { this.emit('a-done'); } }`,
      'widgets/ui/a.ts': `/** A.\n * @element engage-a\n * @fires a-done - it is */\nexport class A extends Base {}\ndefineElement(tag('a'), A);`,
    },
    {
      'widgets/ui/a.ts':
        "/**\n * A.\n * @element engage-a\n * @fires a-done - it is\n * @slot - words\n * @csspart button - the button\n */\nexport class A extends E { render() { return html`<button part=\"button\"><slot></slot></button>`; } x() { this.emit('a-done'); } }\ndefineElement(tag('a'), A);",
    },
  ],
};

/** Every event somebody listens for is fired by somebody, and the other way round. */
export const eventPairs: Rule = {
  name: 'custom events have a sender and a listener',
  check(tree) {
    const widgets = tree.matching(/^widgets\/.*\.ts$/);
    const fired = new Map<string, string>();
    const heard = new Map<string, string>();
    for (const file of widgets) {
      if (!file.isTest) for (const name of read(file).events) fired.set(name, file.path);
      for (const template of file.templates) for (const match of template.text.matchAll(/\s@([a-z]+(?:-[a-z]+)+)=/g)) heard.set(match[1] ?? '', file.path);
      for (const match of file.bare.matchAll(/addEventListener\(\s*'([a-z]+(?:-[a-z]+)+)'|oneEvent\([^,]+,\s*'([a-z]+(?:-[a-z]+)+)'/g))
        heard.set(match[1] ?? match[2] ?? '', file.path);
    }
    const embed = tree.files.get('types/embed.ts')?.bare ?? '';
    const isPublic = (name: string): boolean => name.startsWith('engage-') && embed.includes(`'${name}'`);
    return [
      ...[...heard].filter(([name]) => !fired.has(name) && !native.has(name)).map(([name, path]) => `${path} listens for "${name}", which nothing fires`),
      ...[...fired]
        .filter(([name, path]) => name.includes('-') && !heard.has(name) && !isPublic(name) && !path.startsWith('widgets/ui/'))
        .map(([name, path]) => `${path} fires "${name}", which nobody hears: expected @${name}=… in its parent, or the event in types/embed.ts`),
    ];
  },
  wrong: [
    { files: { 'widgets/inbox/a.ts': 'html`<x @reply-submit=${f}></x>`;' }, says: /listens for "reply-submit"/ },
    { files: { 'widgets/inbox/a.ts': `this.emit('reply-submit');` }, says: /fires "reply-submit"/ },
  ],
  right: [
    {
      'widgets/inbox/a.ts': `this.emit('reply-submit'); this.emit('engage-open');`,
      'widgets/inbox/b.ts': 'html`<x @reply-submit=${f}></x>`;',
      'types/embed.ts': `'engage-open'`,
    },
  ],
};
