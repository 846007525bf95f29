/** The clock time of an instant, as a phone in Malaysia shows it. */
export function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Kuala_Lumpur' });
}
