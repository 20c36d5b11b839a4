import type { Browser, Page } from 'playwright-core'
import { addUser } from '../support/add-user.ts'
import type { TeamRole } from '../../apps/server/src/platform/context.ts'
import type { TestServer } from '../support/server.ts'

/** Somebody who is signed in to the dashboard, for browser tests. */

type View = { width?: number; colorScheme?: 'light' | 'dark' }

export const sandboxEnvironment = async (server: TestServer): Promise<string> => {
  const { rows } = await server.services.db.query(
    `SELECT environment_id FROM environments WHERE merchant_id = $1 AND sandbox_id = $2`,
    [server.seeded.merchantId, server.seeded.sandboxId],
  )
  return rows[0]!['environment_id'] as string
}

export const liveEnvironment = async (server: TestServer): Promise<string> => {
  const { rows } = await server.services.db.query(
    `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
    [server.seeded.merchantId],
  )
  return rows[0]!['environment_id'] as string
}

export const dashboardPages = async (
  server: TestServer,
  browser: Browser,
  { role = 'owner' as TeamRole, isOperator = false } = {},
) => {
  const user = await addUser(server.services, { [server.seeded.merchantId]: role }, { isOperator })
  const environmentId = await sandboxEnvironment(server)
  const troubles: string[] = []

  /** A page in a profile of its own, in which this person is signed in. `path` is within the environment. */
  const open = async (path: string, { width = 1280, colorScheme = 'light' }: View = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    context.setDefaultTimeout(15_000)
    await context.addCookies([
      { name: 'flint_dashboard', value: user.token, url: server.url, httpOnly: true, sameSite: 'Strict' },
    ])
    const page = await context.newPage()
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
    })
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url))
        troubles.push(`asked ${request.url()}`)
    })
    await page.goto(`${server.url}/dashboard${path.startsWith('/') ? path : `/${environmentId}/${path}`}`)
    return page
  }

  return {
    user,
    environmentId,
    open,
    /** Errors, warnings and calls of other hosts since the last time, without what a test expects. */
    takeTroubles: (expected: RegExp | null = null): string[] =>
      troubles.splice(0).filter((line) => !expected?.test(line)),
  }
}
