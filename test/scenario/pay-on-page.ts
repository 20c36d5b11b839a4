import { launchBrowser } from '../support/chromium.ts'

/** Pays a checkout session as a buyer does: opens its address, types a card, presses the button, sees the outcome. */
export const payOnPage = async (url: string, cardNumber: string): Promise<void> => {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByLabel('Card number').fill(cardNumber)
    await page.getByLabel('Expiry').fill('12 / 40')
    await page.getByLabel('Security code').fill('123')
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('heading', { name: 'Payment complete' }).waitFor()
  } finally {
    await browser.close()
  }
}
