import type { Page } from 'playwright-core'
import type { TestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/** What somebody does to get an account, for browser tests. */

/** The newest message to somebody that is written, as the mail catcher has it. */
export const mailTo = ({ services }: TestServer, recipient: string, kind: string): Promise<string> =>
  waitFor(`a mail of kind ${kind}`, async () => {
    const { rows } = await services.db.query(
      `SELECT text_body FROM emails WHERE recipient = $1 AND kind = $2 AND status = 'sent' ORDER BY email_id DESC LIMIT 1`,
      [recipient, kind],
    )
    return rows[0]?.text_body as string | undefined
  })

export const mailedCode = async (server: TestServer, recipient: string, kind: string): Promise<string> =>
  /\b\d{6}\b/.exec(await mailTo(server, recipient, kind))![0]

const address = {
  'address.line1': '1 Main St',
  'address.city': 'Austin',
  'address.state': 'TX',
  'address.postal_code': '78701',
}

/** Part by part, on the verification page, with what the automatic reviewer approves. */
export const fillVerification = async (page: Page, email: string): Promise<void> => {
  const fill = async (values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values))
      await page.locator(`form [name="${name}"]`).first().fill(value)
  }
  const save = async () => {
    await page.getByRole('button', { name: 'Save and continue' }).first().click()
    await page.getByText('Saved').first().waitFor()
  }
  const partOpen = (name: RegExp) => page.locator('button[aria-expanded="true"]', { hasText: name }).waitFor()

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
}
