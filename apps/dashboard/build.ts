import { fileURLToPath } from 'node:url'
import { type BrowserApp, buildBrowserApp } from '../../scripts/browser-app/browser-app.ts'

/** Served as one shell at `/dashboard` and everything below, its files below `/dashboard-assets/`. */
export const dashboardApp: BrowserApp = {
  what: 'The dashboard',
  folder: fileURLToPath(new URL('.', import.meta.url)),
  base: '/dashboard-assets/',
}

export const buildDashboard = (): Promise<{ directory: string }> => buildBrowserApp(dashboardApp)
