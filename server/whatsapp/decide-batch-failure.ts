/** What a failed batch means: `conflict` try again at once, `infrastructure` wait, `data` find the culprit. */
export type BatchFailure = 'conflict' | 'infrastructure' | 'data';

/** Deadlock, lock wait, and a duplicate key: another lane wrote the same contact at the same moment. */
const CONFLICTS = new Set([1213, 1205, 1062, 1020]);
/** Server going away, connection or resource limits, read-only, disk full, interrupted. */
const INFRASTRUCTURE = new Set([
  1021, 1037, 1038, 1040, 1041, 1042, 1043, 1044, 1045, 1049, 1053, 1114, 1129, 1130, 1135, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1317, 1836, 1927, 1969,
  3024, 3032, 3100, 3168, 3169, 4031,
]);

/** Sorts an error of a batch transaction. Anything without a database number is the network, unless it is a plain bug of ours. */
export function decideBatchFailure(error: unknown): BatchFailure {
  if (!(error instanceof Error)) return 'data';
  const { errno, code, fatal } = error as { errno?: unknown; code?: unknown; fatal?: unknown };
  if (typeof errno === 'number' && errno >= 1000 && errno < 10_000) {
    if (CONFLICTS.has(errno)) return 'conflict';
    return INFRASTRUCTURE.has(errno) ? 'infrastructure' : 'data';
  }
  if (fatal === true || typeof errno === 'number') return 'infrastructure';
  if (code === 'conflict') return 'conflict';
  if (typeof code === 'string') return code.startsWith('ERR_') ? 'data' : 'infrastructure';
  return /closed|connection|pool|broker|queue limit|timeout/i.test(error.message) && !(error instanceof TypeError) ? 'infrastructure' : 'data';
}
