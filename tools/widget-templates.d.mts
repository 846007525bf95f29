import type { Plugin } from 'vite';
export function filesUnder(folder: string): string[];
export function hashOf(files: string[]): string;
export function isShipped(file: string): boolean;
export function widgetTemplates(options: { names: string[]; suffix: string; icons: string[] }): Plugin;
