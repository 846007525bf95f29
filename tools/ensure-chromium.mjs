import { existsSync } from 'node:fs';
import { findBinary } from './services/find-binary.mjs';
import { canInstallPackages, installPackages } from './services/install-packages.mjs';
import { SetupError } from './services/setup-error.mjs';

const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a Chromium or Chrome (CHROMIUM_PATH, or one of this machine's), installed by apt-get when missing and possible. */
export async function ensureChromium(say) {
  const present = findChromium();
  if (present) return present;
  // A browser without fonts shows boxes: texts can't be looked at, and layouts are others.
  if (canInstallPackages()) await installPackages(['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'], say);
  const installed = findChromium();
  if (installed) return installed;
  throw new SetupError('The widget and browser tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to its program.');
}

/** The path of a Chromium or Chrome, when there is one. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return findBinary(process.env.CHROMIUM_PATH);
  return findBinary('chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser') ?? (existsSync(onMac) ? onMac : undefined);
}
