import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { fillVerification, mailTo, mailedCode } from './dashboard-account.fixture.ts'

/* From a stranger's sign-up to a verified account, as people do it in a browser. */
const server = await startTestServer({ FLINT_VERIFIER: 'automatic' }, { hasPages: true })
const { db } = server.services
const email = 'ada@lamps.example'
const password = 'violet lamps at noon'
const troubles: string[] = []
let browser: Browser
let owner: BrowserContext
let page: Page

before(async () => {
  server.startWorker()
  browser = await launchBrowser()
  owner = await aContext()
  page = await aPage(owner)
})
after(() => browser.close())

const aContext = async (width = 1280): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(15_000)
  return context
}
const aPage = async (context: BrowserContext): Promise<Page> => {
  const opened = await context.newPage()
  opened.on('pageerror', (error) => troubles.push(error.message))
  return opened
}

const at = (path: string) => `${server.url}/dashboard${path}`
const expectHome = async (shown: Page) => {
  await shown.waitForURL(/\/dashboard\/menv_/)
  await shown.getByRole('heading', { level: 1 }).waitFor()
}
const base = () => new URL(page.url()).pathname.split('/').slice(0, 3).join('/')
const open = async (path: string) => {
  await page.goto(`${server.url}${base()}/${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}
const expectNoFaults = async (shown: Page, what: string) => {
  const { violations } = await new AxeBuilder({ page: shown }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html}`),
    [],
  )
  const overflow = await shown.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  assert.equal(overflow, 0, `${what} is wider than the screen`)
}

describe('signing up', () => {
  it('shows what is wrong beside the field', async () => {
    await page.goto(at('/sign-up'))
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lamp')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('password123456')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.locator('[aria-invalid="true"]').waitFor()
    assert.equal(await page.locator('[aria-invalid="true"]').getAttribute('name'), 'password')
  })

  it('takes the code from the mail and opens the sandbox', async () => {
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/verify/)
    await page.getByLabel('Code').fill(await mailedCode(server, email, 'verification_code'))
    await page.getByLabel('Name of the business').fill('Lamps Inc')
    await page.getByRole('button', { name: 'Create the account' }).click()
    await expectHome(page)
    await page.getByText('Take a first payment').waitFor()
  })
})

describe('signing out and in', () => {
  it('leads back to where somebody wanted to go', async () => {
    const wanted = `${base()}/team`
    await page.getByRole('button', { name: /Ada Lamp/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto(`${server.url}${wanted}`)
    await page.waitForURL(/\/sign-in\?return_to=/)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(new RegExp(`${wanted}$`))
  })

  it('with a new password, by a code', async () => {
    const context = await aContext()
    const other = await aPage(context)
    await other.goto(at('/reset-password'))
    await other.getByLabel('E-mail address').fill(email)
    await other.getByRole('button', { name: 'Send the code' }).click()
    await other.getByLabel('Code').fill(await mailedCode(server, email, 'password_reset'))
    await other.getByLabel('New password').fill('amber lamps at night')
    await other.getByRole('button', { name: 'Set the password' }).click()
    await expectHome(other)
    await context.close()
    await page.goto(at('/sign-in'))
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('amber lamps at night')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expectHome(page)
  })
})

describe('the team', () => {
  it('an invitation brings somebody in', async () => {
    await open('team')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('E-mail address').fill('grace@lamps.example')
    await page.getByLabel('Role', { exact: true }).selectOption('admin')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByRole('table', { name: 'Invited' }).getByText('grace@lamps.example').waitFor()
    const link = /http\S+accept-invitation\S+/.exec(
      await mailTo(server, 'grace@lamps.example', 'invitation'),
    )![0]
    const context = await aContext(360)
    const grace = await aPage(context)
    await grace.goto(link)
    await grace.getByLabel('First name').fill('Grace')
    await grace.getByLabel('Last name').fill('Lamp')
    await grace.getByLabel('Password').fill('copper wires and birds')
    await grace.getByRole('button', { name: 'Accept the invitation' }).click()
    await expectHome(grace)
    await context.close()
    await page.reload()
    await page.getByRole('table', { name: 'Members' }).getByText('grace@lamps.example').waitFor()
  })
})

describe('the verification', () => {
  it('goes part by part to approved', async () => {
    await open('verification')
    await fillVerification(page, email)
    await page.getByText('The account is verified').waitFor()
  })
})

describe('the go-live checklist', () => {
  const statusOf = (line: string) => page.locator(`[data-line="${line}"]`).getAttribute('data-status')

  it('is measured: a rule that is switched off opens its line again', async () => {
    await open('go-live')
    assert.equal(await statusOf('alerts_on'), 'done')
    const { rows } = await db.query(
      `SELECT e.environment_id AS id FROM environments e JOIN merchants m USING (merchant_id)
       WHERE m.business_name = 'Lamps Inc' AND e.mode = 'live'`,
    )
    await page.goto(at(`/${rows[0].id}/alerts`))
    await page.getByLabel('Declined payments: on').uncheck()
    await page.getByRole('button', { name: 'Save rules' }).click()
    await page.getByText('Rules saved').waitFor()
    await open('go-live')
    await page.locator('[data-line="alerts_on"][data-status="open"]').waitFor()
  })
})

describe('every page of the account', () => {
  for (const width of [1280, 360])
    it(`has no serious fault, ${width} px wide`, async () => {
      await page.setViewportSize({ width, height: 900 })
      for (const path of ['', 'alerts', 'go-live', 'verification', 'merchant', 'team']) {
        await open(path)
        await page.waitForLoadState('networkidle')
        await expectNoFaults(page, path || 'home')
      }
      const stranger = await aContext(width)
      const outside = await aPage(stranger)
      for (const path of ['sign-in', 'sign-up', 'verify', 'reset-password', 'accept-invitation']) {
        await outside.goto(at(`/${path}`))
        await outside.getByRole('heading', { level: 1 }).waitFor()
        await expectNoFaults(outside, path)
      }
      await stranger.close()
    })

  it('threw nothing', () => assert.deepEqual(troubles, []))
})
