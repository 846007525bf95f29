/** Country code, first two and last two digits stay: `+60 12-••• ••89`, as people write it here `012-••• ••89`. What is too short to keep a secret is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return '••••';
  if (digits.startsWith('0')) return `${digits.slice(0, 3)}-••• ••${digits.slice(-2)}`;
  const national = digits.startsWith('60') ? digits.slice(2) : digits;
  const country = digits.startsWith('60') ? '+60 ' : '+';
  return `${country}${national.slice(0, 2)}-••• ••${digits.slice(-2)}`;
}
