import { createRoot } from 'react-dom/client';
import { NiagaApp } from './niaga-app.tsx';
import { loadBackOffice } from './load-back-office.ts';
import { loadEngage } from './load-engage.ts';

const office = await loadBackOffice();
const isDark = office.theme === 'dark' || (office.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.lang = office.locale;
document.documentElement.dataset['look'] = isDark ? 'dark' : 'light';
const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<NiagaApp office={office} />);
await loadEngage({ locale: office.locale, theme: office.theme });
