/** A fault a person can mend; its message is shown without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}
