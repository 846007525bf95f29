/** This process no longer works on the load: another has taken it, or a person decided otherwise. Not a fault. */
export class LostPosRun extends Error {
  constructor() {
    super('another process has this load of the POS');
    this.name = 'LostPosRun';
  }
}
