import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

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

/** The newest message to somebody that is written, as the mail catcher has it. */
const mailTo = (recipient: string, kind: string): Promise<string> =>
  waitFor(`a mail of kind ${kind}`, async () => {
    const { rows } = await db.query(
      `SELECT text_body FROM emails WHERE recipient = $1 AND kind = $2 AND status = 'sent' ORDER BY email_id DESC LIMIT 1`,
      [recipient, kind],
    )
    return rows[0]?.text_body as string | undefined
  })
const codeTo = async (recipient: string, kind: string): Promise<string> =>
  /\b\d{6}\b/.exec(await mailTo(recipient, kind))![0]

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
    await page.getByLabel('Code').fill(await codeTo(email, 'verification_code'))
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
    await other.getByLabel('Code').fill(await codeTo(email, 'password_reset'))
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
    const link = /http\S+accept-invitation\S+/.exec(await mailTo('grace@lamps.example', 'invitation'))![0]
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

const fill = async (values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values))
    await page.locator(`form [name="${name}"]`).first().fill(value)
}
const address = {
  'address.line1': '1 Main St',
  'address.city': 'Austin',
  'address.state': 'TX',
  'address.postal_code': '78701',
}
const save = async () => {
  await page.getByRole('button', { name: 'Save and continue' }).first().click()
  await page.getByText('Saved').first().waitFor()
}
const partOpen = (name: RegExp) => page.locator('button[aria-expanded="true"]', { hasText: name }).waitFor()

describe('the verification', () => {
  it('goes part by part to approved', async () => {
    await open('verification')
    await partOpen(/What you want to do/)
    await fill({ email: 'hello@lamps.example', website_url: 'https://lamps.example' })
    await save()
    await partOpen(/The business/)
    await fill({
      legal_name: 'Lamps Inc',
      tax_id: '12-3456789',
      phone: '+15125550100',
      description: 'Desk lamps for people who read.',
      ...address,
    })
    await save()
    await partOpen(/Who speaks for it/)
    await fill({
      first_name: 'Ada',
      last_name: 'Lamp',
      birth_date: '1980-05-01',
      email,
      ssn_last_4: '1234',
      ...address,
    })
    await page.getByLabel(/owns a quarter/).check()
    await save()
    await partOpen(/Bank account/)
    await fill({ routing_number: '110000000', account_number: '000123456789' })
    await save()
    await partOpen(/Terms/)
    await page.getByLabel(/I accept the terms/).check()
    await save()
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
