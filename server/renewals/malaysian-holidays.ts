import type { RenewalSettings } from '../../types/renewal-settings.ts';

const ZONES = ['Asia/Kuala_Lumpur', 'Asia/Kuching'];
const DAYS: readonly [on: string, name: string][] = [
  ['2026-02-17', 'Chinese New Year'],
  ['2026-02-18', 'Chinese New Year, second day'],
  ['2026-03-21', 'Hari Raya Aidilfitri'],
  ['2026-03-22', 'Hari Raya Aidilfitri, second day'],
  ['2026-05-01', 'Labour Day'],
  ['2026-05-27', 'Hari Raya Haji'],
  ['2026-05-31', 'Wesak Day'],
  ['2026-06-01', 'Birthday of the Yang di-Pertuan Agong'],
  ['2026-06-17', 'Awal Muharram'],
  ['2026-08-25', 'Birthday of the Prophet Muhammad'],
  ['2026-08-31', 'National Day'],
  ['2026-09-16', 'Malaysia Day'],
  ['2026-11-08', 'Deepavali'],
  ['2026-12-25', 'Christmas Day'],
  ['2027-02-06', 'Chinese New Year'],
  ['2027-02-07', 'Chinese New Year, second day'],
  ['2027-03-10', 'Hari Raya Aidilfitri'],
  ['2027-03-11', 'Hari Raya Aidilfitri, second day'],
  ['2027-05-01', 'Labour Day'],
  ['2027-05-17', 'Hari Raya Haji'],
  ['2027-05-20', 'Wesak Day'],
  ['2027-06-06', 'Awal Muharram'],
  ['2027-06-07', 'Birthday of the Yang di-Pertuan Agong'],
  ['2027-08-15', 'Birthday of the Prophet Muhammad'],
  ['2027-08-31', 'National Day'],
  ['2027-09-16', 'Malaysia Day'],
  ['2027-10-28', 'Deepavali'],
  ['2027-12-25', 'Christmas Day'],
];

/**
 * National holidays a new installation begins with. Those that follow the moon may move by a day when they are gazetted: they are
 * ordinary settings, to be corrected by whoever looks after renewals. Holidays of single states are for them to add.
 */
export const malaysianHolidays: RenewalSettings['holidays'] = DAYS.map(([on, name]) => ({ on, name, zones: ZONES }));
