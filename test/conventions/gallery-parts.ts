import type { Rule } from './rule.ts';

/** Whoever changes a part can look at it: the gallery draws each, in the states it has. Widgets are looked at in the demo. */
export const galleryParts: Rule = {
  name: 'every part is in the gallery',
  check(tree) {
    const gallery = tree.code('widgets').filter((file) => file.path.startsWith('widgets/gallery/'));
    if (gallery.length === 0) return [];
    const shown = new Set(
      gallery.flatMap((file) =>
        file.templates.flatMap((template) =>
          template.tag === 'html' ? [...template.text.matchAll(/<engage-([a-z-]+)[\s>]/g)].map((match) => match[1] ?? '') : [],
        ),
      ),
    );
    return tree
      .code('widgets')
      .filter((file) => !file.path.startsWith('widgets/gallery/') && !/^widgets\/([\w-]+)\/\1\.ts$/.test(file.path))
      .flatMap((file) => file.find(/defineElement\(tag\('([a-z-]+)'\)/, 'bare'))
      .map(({ at, match }) => ({ at, name: match.split("'")[1] ?? '' }))
      .filter(({ name }) => !shown.has(name))
      .map(({ at, name }) => `${at} <engage-${name}> is not in the gallery: show it in a section of widgets/gallery, in each state it has`);
  },
  wrong: [
    {
      files: {
        'widgets/gallery/sections.ts': 'html`<engage-badge-list></engage-badge-list>`;',
        'widgets/ui/badge.ts': "defineElement(tag('badge'), Badge);",
      },
      says: /<engage-badge> is not in the gallery/,
    },
  ],
  right: [
    {
      'widgets/gallery/sections.ts': 'html`<engage-badge\n tone="red"></engage-badge>`;',
      'widgets/ui/badge.ts': "defineElement(tag('badge'), Badge);",
      'widgets/inbox/inbox.ts': "defineElement(tag('inbox'), Inbox);",
    },
  ],
};
