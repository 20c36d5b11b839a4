import type { FastifyRequest } from 'fastify'
import { dayMs } from '../clock/clock.ts'
import type { Config } from '../config/config.ts'

const name = 'flint_dashboard'
const tokenPattern = /^flint_dash_[0-9a-f]{64}$/

/** However often somebody comes back, they sign in again after this long. The server ends idle sessions much sooner. */
export const longestSessionMs = 90 * dayMs

/**
 * The session of a person in the dashboard. No script reads it, and no other site's page makes the browser send it.
 * Where this server is reached over https it travels in no other way. Only on a developer's own machine is there anything else.
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
  write: (config: Reached, token: string): string => cookie(config, token, longestSessionMs / 1000),
  clear: (config: Reached): string => cookie(config, '', 0),
}

type Reached = Pick<Config, 'publicUrl' | 'isLocal'>

const cookie = ({ publicUrl, isLocal }: Reached, value: string, maxAgeSeconds: number): string =>
  [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(publicUrl.startsWith('https:') || !isLocal ? ['Secure'] : []),
    `Max-Age=${maxAgeSeconds}`,
  ].join('; ')

/**
 * A cookie alone proves nothing: a browser may add it to what another page asks for. These headers no form and no link can
 * send, and no other site's script without our consent, which we give to none.
 */
export const isFromDashboard = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['flint-environment'] !== undefined || headers['flint-dashboard'] === '1'
