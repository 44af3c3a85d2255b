import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

const folders = [
  'kiosk/page',
  'display/page',
  'counter/page',
  'server/pages/manager',
  'server/pages/hall-desk',
  'server/pages/greeter',
  'server/pages/visitor',
  'server/pages/start',
];

export default defineConfig({
  base: '/static/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'server/static',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    rollupOptions: { input: folders.map((folder) => `${folder}/index.html`).filter((file) => existsSync(file)) },
  },
});
