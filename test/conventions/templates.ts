import type { Rule } from './rule.ts';

interface Tag {
  name: string;
  attributes: Map<string, string>;
  /** what stands between it and its end tag, when that is in the same template */
  inside: string | undefined;
}

const roles = new Set(
  'alert alertdialog application article banner button cell checkbox columnheader combobox complementary contentinfo definition dialog document feed figure form generic grid gridcell group heading img link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status switch tab table tablist tabpanel term textbox timer toolbar tooltip tree treegrid treeitem'.split(
    ' ',
  ),
);
const required: Record<string, string[]> = {
  checkbox: ['aria-checked'],
  switch: ['aria-checked'],
  radio: ['aria-checked'],
  menuitemcheckbox: ['aria-checked'],
  menuitemradio: ['aria-checked'],
  combobox: ['aria-expanded'],
  option: ['aria-selected'],
  slider: ['aria-valuenow'],
  scrollbar: ['aria-valuenow'],
  heading: ['aria-level'],
  meter: ['aria-valuenow'],
};
const interactive = /^(?:button|a|input|select|textarea|summary|details|label|option|dialog|form|slot|video|audio)$/;
const isComponent = (name: string): boolean => name.includes('-') || name.includes('$');

/** The accessibility rules a template can be checked for without a browser; axe checks the rest in the widget tests. */
export const templateAccessibility: Rule = {
  name: 'templates are accessible',
  check: (tree) =>
    tree
      .matching(/^(?:widgets|embed-demo)\/.*\.ts$/)
      .filter((file) => !file.isTest)
      .flatMap((file) =>
        file.templates
          .filter((template) => template.tag === 'html')
          .flatMap((template) => faults(template.text).map((fault) => `${file.path}:${template.line} ${fault}`)),
      ),
  wrong: [
    { files: { 'widgets/a.ts': 'html`<img src=${x}>`' }, says: /<img> needs alt/ },
    { files: { 'widgets/a.ts': 'html`<button><engage-icon name="x"></engage-icon></button>`' }, says: /<button> needs words/ },
    { files: { 'widgets/a.ts': 'html`<engage-icon-button icon="x"></engage-icon-button>`' }, says: /<engage-icon-button> needs a label/ },
    { files: { 'widgets/a.ts': 'html`<div @click=${f}>x</div>`' }, says: /<div> with @click/ },
    { files: { 'widgets/a.ts': 'html`<input type="text">`' }, says: /<input> needs a label/ },
    { files: { 'widgets/a.ts': 'html`<a @click=${f}>x</a>`' }, says: /<a> needs href/ },
    { files: { 'widgets/a.ts': 'html`<p role="buton">x</p>`' }, says: /no role "buton"/ },
    { files: { 'widgets/a.ts': 'html`<p role="switch" tabindex="0">x</p>`' }, says: /needs aria-checked/ },
    { files: { 'widgets/a.ts': 'html`<p tabindex="2">x</p>`' }, says: /tabindex/ },
    { files: { 'widgets/a.ts': 'html`<button aria-hidden="true">x</button>`' }, says: /hidden from assistive/ },
    { files: { 'widgets/a.ts': 'html`<p id="a"></p><p id="a"></p>`' }, says: /twice/ },
    { files: { 'widgets/a.ts': 'html`<iframe src=${x}></iframe>`' }, says: /<iframe> needs title/ },
  ],
  right: [
    {
      'widgets/a.ts':
        'html`<img alt="" src=${x}><button aria-label=${y}><engage-icon></engage-icon></button><button>${z}</button><label>${q}<input></label><input id="i" aria-label="x"><a href=${h}>x</a><div role="option" aria-selected=${s} @click=${f} @keydown=${k}></div><engage-icon-button label=${l}></engage-icon-button>`',
    },
  ],
};

function faults(source: string): string[] {
  const text = source.replace(/<!--[\s\S]*?-->/g, '');
  const found: string[] = [];
  const ids = new Set<string>();
  for (const tag of tags(text)) {
    const { name, attributes, inside } = tag;
    const has = (...names: string[]): boolean => names.some((attribute) => attributes.has(attribute) || attributes.has(`.${attribute}`));
    const isNamed = has('aria-label', 'aria-labelledby', 'title', 'ariaLabel');
    const role = attributes.get('role');
    const isHidden = attributes.get('aria-hidden') === 'true' || has('hidden') || attributes.get('type') === 'hidden';
    if (name === 'img' && !has('alt')) found.push('<img> needs alt (alt="" when it only decorates)');
    if (name === 'iframe' && !has('title')) found.push('<iframe> needs title');
    if (name === 'a' && !has('href', '?href') && role === undefined) found.push('<a> needs href; what acts is a button');
    if ((name === 'button' || name === 'a') && !isNamed && inside !== undefined && !hasWords(inside)) found.push(`<${name}> needs words or aria-label`);
    if (/^engage-icon-button$/.test(name) && !has('label', 'aria-label')) found.push(`<${name}> needs a label`);
    if (/^(?:input|select|textarea)$/.test(name) && !isNamed && !isHidden && !has('id') && !isInLabel(text, tag))
      found.push(`<${name}> needs a label: aria-label, a <label> around it, or an id for one`);
    if (
      attributes.has('@click') &&
      !interactive.test(name) &&
      !isComponent(name) &&
      !(
        (role !== undefined || has('tabindex')) &&
        (attributes.has('@keydown') ||
          attributes.has('@keyup') ||
          role === 'presentation' ||
          role === 'none' ||
          role === 'tab' ||
          role?.startsWith('menuitem') ||
          role === 'option')
      )
    ) {
      found.push(`<${name}> with @click needs a role and @keydown, or be a <button>`);
    }
    if (role !== undefined && !role.includes('$') && !roles.has(role)) found.push(`<${name}>: there is no role "${role}"`);
    for (const needed of required[role ?? ''] ?? []) if (!has(needed) && !has(`?${needed}`)) found.push(`<${name} role="${role}"> needs ${needed}`);
    if (Number(attributes.get('tabindex')) > 0) found.push(`<${name}> has a positive tabindex`);
    if (has('autofocus') && name !== 'dialog' && !isComponent(name)) found.push(`<${name}> has autofocus: focus it when the person opens it`);
    if (has('accesskey')) found.push(`<${name}> has an access key`);
    if (
      attributes.get('aria-hidden') === 'true' &&
      (interactive.test(name) || Number(attributes.get('tabindex')) >= 0) &&
      attributes.get('tabindex') !== '-1' &&
      name !== 'label' &&
      name !== 'slot'
    )
      found.push(`<${name}> can be focused but is hidden from assistive technology`);
    const id = attributes.get('id');
    if (id && !id.includes('$') && ids.has(id)) found.push(`id "${id}" is there twice`);
    if (id) ids.add(id);
  }
  return found;
}

function tags(text: string): (Tag & { at: number })[] {
  return [...text.matchAll(/<([a-z][\w-]*(?:\$\{\})?)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g)].map((match) => {
    const name = match[1] ?? '';
    const attributes = new Map(
      [...(match[2] ?? '').matchAll(/([@.?]?[A-Za-z_:][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g)].map((pair) => [
        pair[1] ?? '',
        (pair[2] ?? '').replace(/^["']|["']$/g, ''),
      ]),
    );
    const after = match.index + match[0].length;
    const end = text.indexOf(`</${name}>`, after);
    return { name, attributes, inside: end === -1 ? undefined : text.slice(after, end), at: match.index };
  });
}

const hasWords = (inside: string): boolean =>
  /\$\{\}/.test(inside.replace(/<[^>]*>/g, '')) ||
  /[^\s]/.test(inside.replace(/<[^>]*>/g, '')) ||
  /<slot\b|alt="[^"]+"|alt=\$|<engage-(?!icon|spinner|avatar)|class="(?:hidden|sr)/.test(inside);

function isInLabel(text: string, tag: Tag & { at?: number }): boolean {
  const before = text.slice(0, tag.at ?? 0);
  return before.lastIndexOf('<label') > before.lastIndexOf('</label>') || before.lastIndexOf('<engage-field') > before.lastIndexOf('</engage-field>');
}
