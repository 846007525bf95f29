import { BlockList, isIPv6 } from 'node:net';

let allowed: BlockList | null = null;

/** ADMIN_IPS: addresses and networks (CIDR) from which admin procedures may be called; none means everywhere. */
export function useAdminAddresses(list: readonly string[]): void {
  allowed = list.length === 0 ? null : new BlockList();
  for (const entry of list) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) allowed?.addAddress(address, family);
    else allowed?.addSubnet(address, Number(bits), family);
  }
}

/** Whether admin procedures may be called from here. */
export function isAdminAddress(ip: string): boolean {
  if (!allowed) return true;
  const plain = ip.startsWith('::ffff:') ? ip.slice(7) : ip;
  return allowed.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
