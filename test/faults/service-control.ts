/** What tools/services offers for fault tests: each waits until the service is gone, or answers again. */
export interface ServiceControl {
  killService(profile: string, name: string, signal?: string): Promise<void>;
  startService(profile: string, name: string): Promise<void>;
  pauseService(profile: string, name: string): Promise<void>;
  resumeService(profile: string, name: string): Promise<void>;
}

/** The functions of tools/services/control-service.mjs. */
export const serviceControl = (await import(new URL('../../tools/services/control-service.mjs', import.meta.url).href)) as ServiceControl;
