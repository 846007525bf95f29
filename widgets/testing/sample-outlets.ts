import type { OutletView } from '../../types/outlets.ts';
import { ago } from './ago.ts';

/** Outlets of a few franchises. */
export const sampleOutlets: OutletView[] = [
  { oid: '8812', fid: '120', name: 'Bangsar', franchiseName: 'Sri Kopitiam', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10), address: '12 Jalan Telawi 3, 59100 Kuala Lumpur' },
  { oid: '8813', fid: '121', name: 'Shah Alam 2', franchiseName: 'Nasi Ayam Haji', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-06-30', address: null },
  { oid: '8814', fid: '122', name: 'Mid Valley', franchiseName: 'Bubble Time', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8815', fid: '123', name: 'Restoran Mewah Cheras', franchiseName: 'Restoran Mewah', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8816', fid: '123', name: 'Restoran Mewah Ampang', franchiseName: 'Restoran Mewah', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8817', fid: '124', name: 'Ipoh', franchiseName: 'Lucky Mart', status: 'suspended', timezone: 'Asia/Kuala_Lumpur', expiresOn: ago(20 * 1440).slice(0, 10), address: null },
];
