import { fileURLToPath } from 'node:url'
import { type BrowserApp, buildBrowserApp } from '../../scripts/browser-app/browser-app.ts'

/** Served as one shell at `/checkout/{checkout_session_id}`, its files below `/checkout-assets/`. */
export const checkoutApp: BrowserApp = {
  what: 'The checkout page',
  folder: fileURLToPath(new URL('.', import.meta.url)),
  base: '/checkout-assets/',
}

export const buildCheckout = (): Promise<{ directory: string }> => buildBrowserApp(checkoutApp)
