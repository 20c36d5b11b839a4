import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server answers `/checkout-assets/…` from the build's folder and the shell at `/checkout/{checkout_session_id}`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/checkout-assets/',
  plugins: [react(), tailwindcss()],
  publicDir: false,
  build: {
    target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
    // Files of its own for everything: the page's policy allows no inline script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
})
