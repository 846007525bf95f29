/** Single Lucide icons by file, so that nothing else of the package is loaded (package `lucide`, ISC). */
declare module 'lucide/dist/esm/icons/*.mjs' {
  const icon: readonly (readonly [tag: string, attributes: Readonly<Record<string, string | number>>])[];
  export default icon;
}
