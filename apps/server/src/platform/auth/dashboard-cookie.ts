import type { FastifyRequest } from 'fastify'
import { dayMs } from '../clock/clock.ts'

const name = 'flint_dashboard'
const tokenPattern = /^flint_dash_[0-9a-f]{64}$/

/** However often somebody comes back, they sign in again after this long. The server ends idle sessions much sooner. */
export const longestSessionMs = 90 * dayMs

/**
 * The session of a person in the dashboard. No script reads it, and no other site's page makes the browser send it.
 * Where this server is reached over https it travels in no other way.
 */
export const dashboardCookie = {
  /** Null when there is none that could be one of ours. */
  read: (header: string | undefined): string | null => {
    for (const part of header?.split(';') ?? []) {
      const [key, value = ''] = part.trim().split('=', 2)
      if (key === name && tokenPattern.test(value)) return value
    }
    return null
  },
  write: ({ publicUrl }: { publicUrl: string }, token: string): string =>
    cookie(publicUrl, token, longestSessionMs / 1000),
  clear: ({ publicUrl }: { publicUrl: string }): string => cookie(publicUrl, '', 0),
}

const cookie = (publicUrl: string, value: string, maxAgeSeconds: number): string =>
  [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
    `Max-Age=${maxAgeSeconds}`,
  ].join('; ')

/**
 * A cookie alone proves nothing: a browser may add it to what another page asks for. These headers no form and no link can
 * send, and no other site's script without our consent, which we give to none.
 */
export const isFromDashboard = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['flint-environment'] !== undefined || headers['flint-dashboard'] === '1'
