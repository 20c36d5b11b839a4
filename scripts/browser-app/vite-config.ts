import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { BrowserApp } from './browser-app.ts'

/** How every app is built: for the same browsers, under the same policy. */
export const viteConfig = ({ folder, base }: BrowserApp) =>
  defineConfig({
    root: folder,
    base,
    plugins: [react(), tailwindcss()],
    publicDir: false,
    build: {
      target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
      // Files of its own for everything: the pages' policy allows no inline script or style.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      // What most pages share comes in one file: a first page otherwise waits for ten small ones.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: 'shared', test: /src[\\/](parts|api|actions)[\\/]/, minShareCount: 3 }],
          },
        },
      },
    },
  })
