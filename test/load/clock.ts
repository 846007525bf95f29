/** Milliseconds since 1970 with microseconds: comparable between the processes of one machine. */
export const clock = (): number => performance.timeOrigin + performance.now();
