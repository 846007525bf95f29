import type { LiveClient, LiveIdentity } from './live-types.ts';

const EVERYONE = 'everyone';

/** Who hears what in this process: rooms are `<tenant>|<name>`, with the names of `RoutedDelta` (publish-live.ts). */
export class LiveRooms {
  readonly #members = new Map<string, Set<LiveClient>>();
  #stamp = 0;

  /** Whether anybody is in a room. */
  has(room: string): boolean {
    return this.#members.has(room);
  }

  /** A person's scope decides whose list changes are told to them; the tickets they watch stay. */
  follow(client: LiveClient, { tenantId, actor: { scope } }: LiveIdentity): void {
    const names = 'all' in scope ? ['all'] : [...scope.fids.map((fid) => `fid:${fid}`), ...scope.oids.map((oid) => `oid:${oid}`)];
    const wanted = new Set([EVERYONE, ...names].map((name) => `${tenantId}|${name}`));
    const stays = (room: string): boolean => wanted.has(room) || room.includes('|ticket:');
    for (const room of client.rooms) if (!stays(room)) this.#forget(client, room);
    client.rooms = client.rooms.filter(stays);
    for (const room of wanted) this.join(client, room);
  }

  join(client: LiveClient, room: string): void {
    const members = this.#members.get(room);
    if (members?.has(client)) return;
    client.rooms.push(room);
    if (members) members.add(client);
    else this.#members.set(room, new Set([client]));
  }

  leave(client: LiveClient, room: string): void {
    client.rooms = client.rooms.filter((name) => name !== room);
    this.#forget(client, room);
  }

  leaveAll(client: LiveClient): void {
    for (const room of client.rooms) this.#forget(client, room);
    client.rooms = [];
  }

  /** Everybody in any of these rooms, once. */
  *reach(rooms: readonly string[]): Generator<LiveClient> {
    const stamp = ++this.#stamp;
    for (const room of rooms)
      for (const client of this.#members.get(room) ?? []) {
        if (client.stamp === stamp) continue;
        client.stamp = stamp;
        yield client;
      }
  }

  #forget(client: LiveClient, room: string): void {
    const members = this.#members.get(room);
    members?.delete(client);
    if (members?.size === 0) this.#members.delete(room);
  }
}
