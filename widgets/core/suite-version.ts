declare const __ENGAGE_VERSION__: string | undefined;

/** Version of this copy of the suite: package version and hash of the building blocks. `source` outside a build. */
export const suiteVersion: string = typeof __ENGAGE_VERSION__ === 'string' ? __ENGAGE_VERSION__ : 'source';
