declare const __ENGAGE_SUFFIX__: string | undefined;

const suffix: string = typeof __ENGAGE_SUFFIX__ === 'string' ? __ENGAGE_SUFFIX__ : '';

/**
 * The tag of an internal element in this build: `tag('button')` is `engage-button-1a2b3c`, or `engage-button` outside a
 * build. Templates just write `<engage-button>`: the build gives those the same suffix (tools/widget-templates.mjs).
 */
export function tag(name: string): string {
  return `engage-${name}${suffix}`;
}
