/** The rooms of everybody who may see a ticket in a list: the same rule as `canSee`. Of an ambiguous ticket only the franchise may be known. */
export function ticketRooms({ fid, oid }: { fid: string | null; oid: string | null }): string[] {
  return ['all', ...(fid === null ? [] : [`fid:${fid}`]), ...(oid === null ? [] : [`oid:${oid}`])];
}
