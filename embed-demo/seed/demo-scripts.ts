import type { DemoScript } from './demo-script.ts';
import { englishScripts } from './english-scripts.ts';
import { malayScripts } from './malay-scripts.ts';

/** Every conversation the demo can tell. */
export const demoScripts: readonly DemoScript[] = [...englishScripts, ...malayScripts];
